package io.systole.runtime.cli;

import io.systole.cib.tree.Element;
import io.systole.policy.input.KnownOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Properties as JSON.
 *
 * @param known the options that there are; null where they were not asked for
 */
record PropertyList(List<Set> properties, @Nullable List<Known> known) {
    /**
     * A property that is set.
     *
     * @param byRule whether a rule decides when it counts
     */
    record Set(String name, String value, String set, boolean byRule) {}

    /** An option that the cluster knows. */
    record Known(
            String name, @Nullable String oldName, @Nullable String byDefault, String meaning, String expected) {}

    static PropertyList of(List<Element> sets, boolean withKnown) {
        var properties = new ArrayList<Set>();
        for (Element set : sets) {
            boolean byRule = set.child("rule").isPresent();
            PropertySection.pairs(set)
                    .forEach(pair -> properties.add(new Set(
                            String.valueOf(pair.attribute("name")),
                            String.valueOf(pair.attribute("value")),
                            String.valueOf(set.id()),
                            byRule)));
        }
        return new PropertyList(properties, withKnown ? allKnown() : null);
    }

    private static List<Known> allKnown() {
        return KnownOptions.all().stream()
                .map(option -> new Known(
                        option.name(),
                        option.oldName(),
                        option.byDefault(),
                        OptionMeanings.of(option.name()),
                        option.expected()))
                .toList();
    }
}
