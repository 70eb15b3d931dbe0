package io.systole.runtime.http;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One method at one path, as the server lets it in and the OpenAPI document describes it: both are made from this, so that the
 * document cannot name what is not served, and nothing is served that it does not name.
 *
 * @param method GET, POST, PUT or DELETE
 * @param path segments, where {@code {name}} stands for any text and {@code {name:a|b}} for one of these words
 * @param id names it uniquely
 * @param kind what it does to the cluster
 * @param query the parameters that it takes, besides those that all take
 */
public record Endpoint(
        String method,
        String path,
        String id,
        String summary,
        Kind kind,
        List<Parameter> query,
        @Nullable Body body,
        Answer answer) {
    /** What a request may do to the cluster. */
    public enum Kind {
        /** Tells something and changes nothing. */
        READ,
        /** Computes something from what is sent, and changes nothing. */
        COMPUTE,
        /** Changes something; it is noted who did it. */
        WRITE
    }

    /**
     * A parameter in the query.
     *
     * @param values what it may be; empty for any text
     * @param many whether it may be given several times
     */
    public record Parameter(String name, String meaning, List<String> values, boolean required, boolean many) {
        static Parameter of(String name, String meaning) {
            return new Parameter(name, meaning, List.of(), false, false);
        }

        static Parameter required(String name, String meaning) {
            return new Parameter(name, meaning, List.of(), true, false);
        }

        static Parameter many(String name, String meaning) {
            return new Parameter(name, meaning, List.of(), false, true);
        }

        static Parameter flag(String name, String meaning) {
            return new Parameter(name, meaning, List.of("true", "false", ""), false, false);
        }

        static Parameter oneOf(String name, String meaning, String... values) {
            return new Parameter(name, meaning, List.of(values), false, false);
        }
    }

    /**
     * What is sent.
     *
     * @param schema of a JSON body; null where none is taken
     * @param types the media types, the usual one first
     */
    public record Body(
            String meaning, List<String> types, @Nullable Class<?> schema, boolean required) {}

    /**
     * What comes back when it is done.
     *
     * @param schema of the JSON, or of its elements where it is a list; null where there is none
     * @param types the media types, the usual one first
     */
    public record Answer(
            String meaning, List<String> types, @Nullable Class<?> schema, boolean list) {
        static Answer json(Class<?> schema) {
            return new Answer("", List.of("application/json", "text/plain"), schema, false);
        }

        static Answer listOf(Class<?> schema) {
            return new Answer("", List.of("application/json", "text/plain"), schema, true);
        }

        static Answer text(String meaning, String... types) {
            return new Answer(meaning, List.of(types), null, false);
        }
    }

    /** The answer to what is done: a text for people. */
    public record Done(String done) {}

    static Endpoint get(String path, String id, String summary, Answer answer, Parameter... query) {
        return new Endpoint("GET", path, id, summary, Kind.READ, List.of(query), null, answer);
    }

    static Endpoint post(String path, String id, String summary, Parameter... query) {
        return new Endpoint("POST", path, id, summary, Kind.WRITE, List.of(query), null, Answer.json(Done.class));
    }

    static Endpoint delete(String path, String id, String summary, Parameter... query) {
        return new Endpoint("DELETE", path, id, summary, Kind.WRITE, List.of(query), null, Answer.json(Done.class));
    }

    /** The same with a body. */
    Endpoint taking(Body taken) {
        return new Endpoint(method, path, id, summary, kind, query, taken, answer);
    }

    /** The same that computes only. */
    Endpoint computing(Answer computed) {
        return new Endpoint(method, path, id, summary, Kind.COMPUTE, query, body, computed);
    }

    /** The same with another answer. */
    Endpoint answering(Answer other) {
        return new Endpoint(method, path, id, summary, kind, query, body, other);
    }

    /** A variable part of the path, with the words that it may be, or none for any. */
    record Variable(String name, List<String> values) {
        static @Nullable Variable of(String segment) {
            if (!segment.startsWith("{")) {
                return null;
            }
            String[] parts = segment.substring(1, segment.length() - 1).split(":", 2);
            return new Variable(parts[0], parts.length == 1 ? List.of() : List.of(parts[1].split("\\|")));
        }
    }

    /** The variable parts of the path, in their order. */
    public List<Variable> variables() {
        return segments(path).stream()
                .map(Variable::of)
                .flatMap(Stream::ofNullable)
                .toList();
    }

    /** The path as OpenAPI writes it. */
    public String template() {
        return segments(path).stream()
                .map(segment -> {
                    Variable variable = Variable.of(segment);
                    return variable == null ? segment : "{" + variable.name() + "}";
                })
                .collect(Collectors.joining("/", "/", ""));
    }

    static List<String> segments(String path) {
        return Arrays.asList(path.substring(1).split("/", -1));
    }
}
