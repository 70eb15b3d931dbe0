package io.systole.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.systole.runtime.http.Endpoint.Kind;
import io.systole.runtime.http.Endpoint.Parameter;
import io.systole.runtime.http.Endpoint.Variable;
import io.systole.runtime.http.EventsDoor.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.Test;

/** The document, the table and what is served are one. */
class ApiDocumentTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Words for variables of which the cluster that is made up knows something. */
    private static final Map<String, String> KNOWN = new TreeMap<>(Map.of(
            "resource", "web", "ticket", "T", "agent", "ocf:a:B", "version", "0.17", "node", "n2", "user", "bob"));

    @Test
    void theDocumentIsWhatTheTableSays() throws IOException {
        String written = OpenApiWriter.write(Endpoints.all());

        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(Path.of("src/main/resources" + ApiDocument.RESOURCE), written);
        }

        assertThat(Files.readString(Path.of("src/main/resources" + ApiDocument.RESOURCE)))
                .as("write it anew with -Dgolden.update=true")
                .isEqualTo(written);
    }

    @Test
    void everyReferenceInTheDocumentLeadsSomewhereAndEveryNameIsGivenOnce() throws IOException {
        JsonNode document = JSON.readTree(ApiDocument.text());

        assertThat(document.findValuesAsText("$ref"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
        assertThat(document.findValuesAsText("operationId")).doesNotHaveDuplicates();
    }

    @Test
    void whatTheDocumentNamesIsServed() throws IOException {
        try (var server = ApiServer.generous()) {
            server.door.events = Source.single(new Told("r-1", "state", "{}"));
            JsonNode paths = JSON.readTree(
                            server.asRoot("GET", "/v1/openapi.json", "").body())
                    .get("paths");
            var asked = new ArrayList<String>();
            for (Endpoint endpoint : Endpoints.all()) {
                assertThat(paths.at("/" + endpoint.template().replace("/", "~1") + "/"
                                        + endpoint.method().toLowerCase(java.util.Locale.ROOT))
                                .isObject())
                        .as(endpoint.id())
                        .isTrue();
                server.door.answer = CompletableFuture.completedStage(
                        new Outcome.Done(endpoint.id().equals("testAlert") ? "[]" : "done"));
                for (String path : paths(endpoint)) {
                    asked.add(endpoint.method() + " " + path);
                    var answer = server.asRoot(endpoint.method(), path + query(endpoint), body(endpoint));
                    assertThat(answer.statusCode())
                            .as(endpoint.method() + " " + path + ": " + answer.body())
                            .isNotIn(400, 401, 404, 405, 429, 500);
                }
            }
            assertThat(asked).hasSizeGreaterThan(70).doesNotHaveDuplicates();
        }
    }

    @Test
    void whatTheDocumentDoesNotNameIsNotServed() throws IOException {
        try (var server = ApiServer.generous()) {
            for (Endpoint endpoint : Endpoints.all()) {
                String path = paths(endpoint).get(0);
                var methods = new TreeSet<>(List.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"));
                Endpoints.all().stream()
                        .filter(other -> other.template().equals(endpoint.template()))
                        .forEach(other -> methods.remove(other.method()));
                for (String method : methods) {
                    var answer = server.asRoot(method, path, "");
                    assertThat(answer.statusCode()).as(method + " " + path).isIn(404, 405);
                }
            }
            for (String path : List.of("/v1", "/v1/", "/v2/status", "/v1/status/more", "/v1//status", "/v1/status/")) {
                var answer = server.asRoot("GET", path, "");
                assertThat(answer.statusCode()).as(path).isEqualTo(404);
                assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                        .startsWith("application/problem+json");
            }
            assertThat(server.trail.noted).isEmpty();
            assertThat(server.door.asked).isEmpty();
        }
    }

    @Test
    void nothingIsChangedByGet() throws IOException {
        assertThat(Endpoints.all())
                .allSatisfy(endpoint -> assertThat(endpoint.kind() == Kind.READ)
                        .as(endpoint.id())
                        .isEqualTo(endpoint.method().equals("GET")));
        try (var server = ApiServer.generous()) {
            for (Endpoint endpoint : Endpoints.all()) {
                if (endpoint.kind() != Kind.WRITE) {
                    for (String path : paths(endpoint)) {
                        server.asRoot(endpoint.method(), path + query(endpoint), body(endpoint));
                    }
                }
            }
            assertThat(server.trail.noted).isEmpty();
            assertThat(server.door.asked)
                    .allMatch(asked -> asked.startsWith("query")
                            || asked.startsWith("what if")
                            || asked.startsWith("history")
                            || asked.startsWith("change ")
                            || asked.startsWith("configuration")
                            || asked.startsWith("doctor")
                            || asked.startsWith("report")
                            || asked.startsWith("outcome"));
        }
    }

    @Test
    void everyWriteIsNotedWithWhoAndWhatCameOfIt() throws IOException {
        try (var server = ApiServer.generous()) {
            var expected = new ArrayList<String>();
            for (Endpoint endpoint : Endpoints.all()) {
                if (endpoint.kind() == Kind.WRITE) {
                    for (String path : paths(endpoint)) {
                        int status = server.ask(
                                        endpoint.method(),
                                        path + query(endpoint),
                                        body(endpoint),
                                        "Authorization",
                                        "Bearer bobs")
                                .statusCode();
                        expected.add("bob from 127.0.0.1 " + endpoint.id() + " " + path + " " + status);
                    }
                }
            }
            assertThat(server.trail.noted.stream()
                            .map(noted -> noted.user() + " from " + noted.address() + " " + noted.operation() + " "
                                    + noted.path() + " " + noted.status()))
                    .containsExactlyElementsOf(expected);
        }
    }

    /** One path for each word that a variable may be. */
    private static List<String> paths(Endpoint endpoint) {
        List<String> paths = List.of("");
        for (String segment : Endpoint.segments(endpoint.path())) {
            Variable variable = Variable.of(segment);
            List<String> words = variable == null
                    ? List.of(segment)
                    : variable.values().isEmpty()
                            ? List.of(KNOWN.getOrDefault(variable.name(), word(endpoint, variable)))
                            : variable.values();
            paths = paths.stream()
                    .flatMap(path -> words.stream().map(word -> path + "/" + word))
                    .toList();
        }
        return paths;
    }

    private static String word(Endpoint endpoint, Variable variable) {
        return endpoint.path().startsWith("/v1/tickets")
                ? "owner"
                : variable.name().equals("file") ? "pe-warn-0.bz2" : "rack";
    }

    private static String query(Endpoint endpoint) {
        var needed = endpoint.query().stream()
                .filter(parameter -> parameter.required()
                        || (endpoint.id().equals("setAttribute")
                                && parameter.name().equals("value")))
                .map(Parameter::name)
                .map(name -> name + "=1")
                .collect(Collectors.joining("&"));
        boolean elsewhere = endpoint.id().equals("attribute");
        return needed.isEmpty() ? (elsewhere ? "?node=n1" : "") : "?" + needed;
    }

    private static String body(Endpoint endpoint) {
        if (endpoint.body() == null) {
            return "";
        }
        return endpoint.id().equals("preview") ? "node n9" : "<cib/>";
    }
}
