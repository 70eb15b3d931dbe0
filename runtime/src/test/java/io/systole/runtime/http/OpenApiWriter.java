package io.systole.runtime.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systole.runtime.http.Endpoint.Answer;
import io.systole.runtime.http.Endpoint.Body;
import io.systole.runtime.http.Endpoint.Kind;
import io.systole.runtime.http.Endpoint.Parameter;
import io.systole.runtime.http.Endpoint.Variable;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes the OpenAPI 3.1 document from the table that the server lets requests in by, and the records that it answers with. */
final class OpenApiWriter {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final ObjectNode root = JSON.createObjectNode();
    private final RecordSchemas schemas = new RecordSchemas(JSON.createObjectNode());

    static String write(List<Endpoint> endpoints) throws IOException {
        var writer = new OpenApiWriter();
        writer.head();
        ObjectNode paths = writer.root.putObject("paths");
        endpoints.forEach(endpoint -> writer.operation(paths, endpoint));
        writer.components();
        return JSON.writeValueAsString(writer.root) + "\n";
    }

    private void head() {
        root.put("openapi", "3.1.0");
        root.putObject("info")
                .put("title", "Systole")
                .put("version", "1")
                .put(
                        "description",
                        "The HTTP interface of a node, which answers for its whole cluster. Text for people is answered"
                                + " with `Accept: text/plain`. docs/operations/api.md tells how it is used.")
                .putObject("license")
                .put("name", "Apache-2.0")
                .put("identifier", "Apache-2.0");
        root.putArray("servers").addObject().put("url", "/");
        root.putArray("security").addObject().putArray("token");
    }

    private void operation(ObjectNode paths, Endpoint endpoint) {
        // One path has one entry, whatever words its variable may be: those of all endpoints of the method are told
        // there.
        ObjectNode path =
                paths.withObject("/" + endpoint.template().replace("~", "~0").replace("/", "~1"));
        String method = endpoint.method().toLowerCase(Locale.ROOT);
        if (path.has(method)) {
            widen((ObjectNode) path.get(method), endpoint);
            return;
        }
        ObjectNode operation = path.putObject(method);
        operation.put("operationId", endpoint.id()).put("summary", endpoint.summary());
        ArrayNode parameters = operation.putArray("parameters");
        endpoint.variables().forEach(variable -> variable(parameters, variable));
        QueryFaults.known(endpoint).forEach(parameter -> parameter(parameters, parameter));
        if (endpoint.kind() == Kind.WRITE) {
            parameters
                    .addObject()
                    .put("name", "Idempotency-Key")
                    .put("in", "header")
                    .put(
                            "description",
                            "Under this name the change may be asked for again, on any node, and is done once.")
                    .putObject("schema")
                    .put("type", "string")
                    .put("pattern", "^[A-Za-z0-9._:@-]{1,128}$");
        }
        body(operation, endpoint.body());
        answer(operation.putObject("responses"), endpoint.answer());
    }

    private void widen(ObjectNode operation, Endpoint endpoint) {
        operation.put("summary", operation.get("summary").asText() + " " + endpoint.summary());
        ArrayNode parameters = (ArrayNode) operation.get("parameters");
        for (Variable variable : endpoint.variables()) {
            parameters.forEach(known -> {
                if (known.get("name").asText().equals(variable.name())
                        && known.get("schema").has("enum")) {
                    variable.values().forEach(((ArrayNode) known.get("schema").get("enum"))::add);
                }
            });
        }
        for (Parameter parameter : QueryFaults.known(endpoint)) {
            boolean isKnown = parameters.findValuesAsText("name").contains(parameter.name());
            if (!isKnown) {
                parameter(parameters, parameter);
            }
        }
    }

    private static void variable(ArrayNode parameters, Variable variable) {
        ObjectNode schema = parameters
                .addObject()
                .put("name", variable.name())
                .put("in", "path")
                .put("required", true)
                .putObject("schema")
                .put("type", "string");
        if (!variable.values().isEmpty()) {
            variable.values().forEach(schema.putArray("enum")::add);
        }
    }

    private static void parameter(ArrayNode parameters, Parameter parameter) {
        ObjectNode node = parameters.addObject().put("name", parameter.name()).put("in", "query");
        node.put("description", parameter.meaning());
        if (parameter.required()) {
            node.put("required", true);
        }
        ObjectNode schema = node.putObject("schema");
        ObjectNode text = parameter.many() ? schema.put("type", "array").putObject("items") : schema;
        text.put("type", "string");
        if (!parameter.values().isEmpty()) {
            parameter.values().forEach(text.putArray("enum")::add);
        }
    }

    private void body(ObjectNode operation, @Nullable Body body) {
        if (body == null) {
            return;
        }
        ObjectNode request = operation.putObject("requestBody").put("description", body.meaning());
        request.put("required", body.required());
        ObjectNode content = request.putObject("content");
        for (String type : body.types()) {
            Class<?> schema = body.schema();
            ObjectNode media = content.putObject(type);
            if (schema != null && type.equals("application/json")) {
                media.set("schema", schemas.of(schema));
            } else {
                media.putObject("schema").put("type", "string");
            }
        }
    }

    private void answer(ObjectNode responses, Answer answer) {
        ObjectNode done =
                responses.putObject("200").put("description", answer.meaning().isEmpty() ? "Done." : answer.meaning());
        ObjectNode content = done.putObject("content");
        for (String type : answer.types()) {
            Class<?> schema = answer.schema();
            ObjectNode media = content.putObject(type);
            if (schema == null || !type.equals("application/json")) {
                media.putObject("schema").put("type", type.equals("application/json") ? "object" : "string");
            } else if (answer.list()) {
                media.putObject("schema").put("type", "array").set("items", schemas.of(schema));
            } else {
                media.set("schema", schemas.of(schema));
            }
        }
        responses.putObject("default").put("$ref", "#/components/responses/Problem");
    }

    private void components() {
        ObjectNode components = root.putObject("components");
        ObjectNode problem = components
                .putObject("responses")
                .putObject("Problem")
                .put(
                        "description",
                        "Why it was not done (RFC 9457): 400 not understood, 401 no valid token, 403 not permitted, 404 not"
                                + " there, 405 another method, 413 too large, 422 refused, 429 too often (Retry-After), 500"
                                + " failed, 503 not now, 504 not known whether it was done.");
        problem.putObject("content")
                .putObject("application/problem+json")
                .set("schema", schemas.of(Answers.Problem.class));
        components.set("schemas", schemas.all());
        components
                .putObject("securitySchemes")
                .putObject("token")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("description", "`systole access grant USER` gives a user one.");
    }
}
