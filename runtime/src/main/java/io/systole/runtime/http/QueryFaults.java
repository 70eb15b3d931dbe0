package io.systole.runtime.http;

import io.systole.runtime.http.Endpoint.Kind;
import io.systole.runtime.http.Endpoint.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds the query of a request against its endpoint: a parameter that is not understood must not be passed over in silence. */
final class QueryFaults {
    private QueryFaults() {}

    /** All that is wrong with it. */
    static List<Fault> of(Endpoint endpoint, Map<String, List<String>> query) {
        var faults = new ArrayList<Fault>();
        List<Parameter> known = known(endpoint);
        for (var given : new TreeMap<>(query).entrySet()) {
            if (isNothing(given.getKey(), given.getValue())) {
                continue;
            }
            known.stream()
                    .filter(parameter -> parameter.name().equals(given.getKey()))
                    .findFirst()
                    .ifPresentOrElse(
                            parameter -> values(parameter, given.getValue(), faults),
                            () -> faults.add(unknown(given.getKey(), known)));
        }
        for (Parameter parameter : known) {
            if (parameter.required() && !query.containsKey(parameter.name())) {
                faults.add(new Fault("parameter " + parameter.name(), "missing", "must be given", ""));
            }
        }
        return faults;
    }

    /** What a trailing {@code &} leaves, which many clients send, Systole's own among them. */
    private static boolean isNothing(String name, List<String> values) {
        return name.isEmpty() && values.stream().allMatch(String::isEmpty);
    }

    /** All that may be in the query of an endpoint. */
    static List<Parameter> known(Endpoint endpoint) {
        return Stream.of(
                        endpoint.query(),
                        endpoint.kind() == Kind.WRITE ? Endpoints.COMMON_OF_WRITES : List.<Parameter>of(),
                        Endpoints.COMMON)
                .flatMap(List::stream)
                .toList();
    }

    private static Fault unknown(String name, List<Parameter> known) {
        String names = known.stream().map(Parameter::name).collect(Collectors.joining(", "));
        return new Fault("parameter " + name, "not known here", "must be one of " + names, "");
    }

    private static void values(Parameter parameter, List<String> values, List<Fault> faults) {
        if (values.size() > 1 && !parameter.many()) {
            faults.add(new Fault("parameter " + parameter.name(), "given " + values.size() + " times", "once", ""));
        }
        for (String value : values) {
            if (!parameter.values().isEmpty() && !parameter.values().contains(value)) {
                String expected = parameter.values().stream()
                        .filter(each -> !each.isEmpty())
                        .collect(Collectors.joining(", "));
                faults.add(new Fault("parameter " + parameter.name(), value, "must be one of " + expected, ""));
            }
        }
    }
}
