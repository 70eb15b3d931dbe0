package io.systole.runtime.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.systole.runtime.http.Outcome.Done;
import io.systole.runtime.http.Outcome.Failed;
import io.systole.runtime.http.Outcome.Forbidden;
import io.systole.runtime.http.Outcome.NotFound;
import io.systole.runtime.http.Outcome.Refused;
import io.systole.runtime.http.Outcome.Unknown;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.StatusCode;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/** Writes answers, in the form that was asked for: JSON unless the client prefers plain text. */
public final class Answers {
    /** The form of an answer. */
    enum Form {
        JSON,
        TEXT
    }

    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

    private static final ContentType.NonBinary PROBLEM = MediaTypes.applicationWithFixedCharset(
                    "problem+json", HttpCharsets.UTF_8)
            .toContentType();

    private Answers() {}

    /** What was found, as XML, or why it was not. */
    static HttpResponse xmlOr(Outcome outcome, Form form) {
        return outcome instanceof Done done ? xml(done.text()) : of(outcome, form);
    }

    static HttpResponse of(Outcome outcome, Form form) {
        if (outcome instanceof Done done) {
            return form == Form.TEXT
                    ? text(StatusCodes.OK, done.text())
                    : json(StatusCodes.OK, Map.of("done", done.text()));
        }
        if (outcome instanceof Refused refused) {
            return faults(StatusCodes.UNPROCESSABLE_CONTENT, refused.faults(), form);
        }
        if (outcome instanceof Forbidden forbidden) {
            return faults(StatusCodes.FORBIDDEN, forbidden.faults(), form);
        }
        if (outcome instanceof NotFound notFound) {
            return faults(StatusCodes.NOT_FOUND, List.of(notFound.fault()), form);
        }
        if (outcome instanceof Failed failed) {
            return faults(StatusCodes.INTERNAL_SERVER_ERROR, List.of(failed.fault()), form);
        }
        if (outcome instanceof Unknown unknown) {
            return faults(StatusCodes.GATEWAY_TIMEOUT, List.of(unknown.fault()), form);
        }
        throw new AssertionError("unhandled " + outcome);
    }

    static HttpResponse fault(StatusCode status, Fault fault, Form form) {
        return faults(status, List.of(fault), form);
    }

    static HttpResponse faults(StatusCode status, List<Fault> faults, Form form) {
        return form == Form.TEXT
                ? text(status, faults.stream().map(Fault::inWords).collect(Collectors.joining("\n", "", "\n")))
                : problem(status, faults);
    }

    /**
     * An error as a program reads it (RFC 9457): the status' own title, the first fault in words, and all faults.
     *
     * @param title the status' reason phrase, since the type is none in particular
     */
    public record Problem(String title, int status, String detail, List<Fault> faults) {}

    private static HttpResponse problem(StatusCode status, List<Fault> faults) {
        String detail = faults.isEmpty() ? "" : faults.get(0).inWords();
        var problem = new Problem(status.reason(), status.intValue(), detail, faults);
        try {
            return entity(status, PROBLEM, JSON.writeValueAsString(problem) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static HttpResponse json(StatusCode status, Object value) {
        try {
            return entity(status, ContentTypes.APPLICATION_JSON, JSON.writeValueAsString(value) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** JSON that is written already. */
    static HttpResponse written(String json) {
        return entity(StatusCodes.OK, ContentTypes.APPLICATION_JSON, json);
    }

    /** A value as JSON in one line. */
    public static String line(Object value) {
        try {
            return JSON.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A record as JSON that can be looked at. */
    public static ObjectNode tree(Object value) {
        return JSON.valueToTree(value);
    }

    static HttpResponse text(StatusCode status, String text) {
        return entity(status, ContentTypes.TEXT_PLAIN_UTF8, text);
    }

    static HttpResponse xml(String text) {
        return entity(StatusCodes.OK, ContentTypes.TEXT_XML_UTF8, text);
    }

    private static HttpResponse entity(StatusCode status, ContentType.NonBinary type, String text) {
        return HttpResponse.create()
                .withStatus(status)
                .withEntity(HttpEntities.create(type, text))
                .addHeader(HttpHeader.parse("Cache-Control", "no-store"));
    }
}
