package io.systole.runtime.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** The OpenAPI document: a resource of the jar, which a test makes from {@link Endpoints} and compares. */
final class ApiDocument {
    /** Where it lies in the jar. */
    static final String RESOURCE = "/io/systole/runtime/http/openapi.json";

    private ApiDocument() {}

    static String text() {
        try (InputStream in = Objects.requireNonNull(ApiDocument.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static HttpResponse answer() {
        return Answers.written(text());
    }
}
