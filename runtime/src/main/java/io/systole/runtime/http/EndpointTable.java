package io.systole.runtime.http;

import io.systole.runtime.http.Endpoint.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the endpoint of a request; what the table does not have is not served. */
final class EndpointTable {
    /** What a request asks for. */
    sealed interface Match {}

    record Found(Endpoint endpoint) implements Match {}

    /** There is no such path; {@code expected} says what there is near it. */
    record NoPath(String found, String expected) implements Match {}

    /** The path is there, for these methods. */
    record NoMethod(List<String> methods) implements Match {}

    private final List<Endpoint> endpoints;

    EndpointTable(List<Endpoint> endpoints) {
        this.endpoints = List.copyOf(endpoints);
    }

    List<Endpoint> endpoints() {
        return endpoints;
    }

    /** What a request of a method at a path asks for; its segments are decoded. */
    Match find(String method, List<String> segments) {
        List<Endpoint> matching = endpoints.stream()
                .filter(endpoint -> fits(endpoint, segments))
                .sorted((a, b) -> Long.compare(fixed(b), fixed(a)))
                .toList();
        Optional<Endpoint> found = matching.stream()
                .filter(endpoint -> endpoint.method().equals(method))
                .findFirst();
        if (found.isPresent()) {
            return new Found(found.get());
        }
        if (!matching.isEmpty()) {
            return new NoMethod(
                    matching.stream().map(Endpoint::method).distinct().sorted().toList());
        }
        return near(segments);
    }

    /** More fixed segments are the better match: {@code output} before any word. */
    private static long fixed(Endpoint endpoint) {
        return Endpoint.segments(endpoint.path()).stream()
                .filter(segment -> !segment.startsWith("{"))
                .count();
    }

    private static boolean fits(Endpoint endpoint, List<String> segments) {
        List<String> wanted = Endpoint.segments(endpoint.path());
        if (wanted.size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (!fits(wanted.get(i), segments.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(String wanted, String segment) {
        Variable variable = Variable.of(wanted);
        if (variable == null) {
            return wanted.equals(segment);
        }
        return !segment.isEmpty()
                && (variable.values().isEmpty() || variable.values().contains(segment));
    }

    private NoPath near(List<String> segments) {
        var words = new ArrayList<String>();
        for (Endpoint endpoint : endpoints) {
            List<String> wanted = Endpoint.segments(endpoint.path());
            int last = wanted.size() - 1;
            Variable variable = Variable.of(wanted.get(last));
            boolean isWord = variable != null
                    && !variable.values().isEmpty()
                    && wanted.size() == segments.size()
                    && fits(wanted.subList(0, last), segments.subList(0, last));
            if (isWord && variable != null) {
                variable.values().stream().filter(word -> !words.contains(word)).forEach(words::add);
            }
        }
        if (!words.isEmpty()) {
            return new NoPath(segments.get(segments.size() - 1), "must be one of " + String.join(", ", words));
        }
        var roots = new TreeSet<String>();
        endpoints.forEach(endpoint -> {
            List<String> wanted = Endpoint.segments(endpoint.path());
            roots.add("/" + String.join("/", wanted.subList(0, Math.min(2, wanted.size()))));
        });
        return new NoPath(
                "/" + String.join("/", segments),
                "must be one of those that /v1/openapi.json describes, below " + String.join(", ", roots)
                        + ", or /management/cluster/members");
    }

    private static boolean fits(List<String> wanted, List<String> segments) {
        for (int i = 0; i < wanted.size(); i++) {
            if (!fits(wanted.get(i), segments.get(i))) {
                return false;
            }
        }
        return true;
    }
}
