package io.systole.fencing.config;

import io.systole.cib.Cib;
import io.systole.cib.Location;
import io.systole.cib.LrmResource;
import io.systole.cib.NodeName;
import io.systole.cib.OpHistory;
import io.systole.cib.ResourceId;
import io.systole.cib.value.Numbers;
import io.systole.cib.value.PosixPattern;
import io.systole.cib.value.Scores;
import io.systole.cib.value.Truth;
import io.systole.policy.rule.References;
import io.systole.policy.rule.RuleContext;
import io.systole.policy.rule.Rules;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.regex.PatternSyntaxException;

/** From which nodes a device may be used, and on which it is known to work. */
final class DevicePlaces {
    private final Cib cib;
    private final boolean optIn;
    private final SortedMap<NodeName, SortedMap<String, String>> attributes;
    private final References references;
    private final Rules rules;

    DevicePlaces(
            Cib cib,
            SortedMap<String, String> options,
            SortedMap<NodeName, SortedMap<String, String>> attributes,
            References references,
            Rules rules) {
        this.cib = cib;
        this.optIn = Truth.isFalse(options.get("symmetric-cluster"));
        this.attributes = Collections.unmodifiableSortedMap(attributes);
        this.references = references;
        this.rules = rules;
    }

    /**
     * The nodes that a location constraint bars with -INFINITY; in an opt-in cluster also those that none allows.
     *
     * @param ids the device's, and those of the group and clone around it
     */
    NavigableSet<NodeName> barred(List<ResourceId> ids) {
        var barred = new TreeSet<NodeName>();
        for (var node : attributes.keySet()) {
            var allowed = !optIn;
            for (var constraint : cib.configuration().constraints()) {
                if (constraint instanceof Location location && isMeant(location, ids)) {
                    for (var score : scores(location, node)) {
                        if (score <= -Scores.INFINITY) {
                            barred.add(node);
                        }
                        allowed |= score >= 0;
                    }
                }
            }
            if (!allowed) {
                barred.add(node);
            }
        }
        return barred;
    }

    private boolean isMeant(Location location, List<ResourceId> ids) {
        if (location.rsc() != null && ids.contains(location.rsc())) {
            return true;
        }
        if (location.rscPattern() != null) {
            return matches(location.rscPattern(), ids);
        }
        return location.sets().stream()
                .map(references::resolve)
                .filter(Objects::nonNull)
                .anyMatch(set -> set.resources().stream().anyMatch(ids::contains));
    }

    private static boolean matches(String text, List<ResourceId> ids) {
        var inverted = text.startsWith("!");
        try {
            var pattern = PosixPattern.compile(inverted ? text.substring(1) : text);
            return ids.stream().anyMatch(id -> pattern.matcher(id.value()).find()) != inverted;
        } catch (PatternSyntaxException unusable) {
            return false;
        }
    }

    private List<Integer> scores(Location location, NodeName node) {
        if (location.node() != null) {
            return location.node().equals(node) ? List.of(Scores.parseOr(location.score(), 0)) : List.of();
        }
        return location.rules().stream()
                .filter(rule -> rules.passes(rule, RuleContext.onNode(attributes.get(node))))
                .map(references::resolve)
                .filter(Objects::nonNull)
                .map(rule -> Scores.parseOr(rule.score(), 0))
                .toList();
    }

    /** The nodes whose history says that the device's resource is active there, and so that its monitor succeeded. */
    NavigableSet<NodeName> verified(ResourceId device) {
        var verified = new TreeSet<NodeName>();
        for (var state : cib.status().nodeStates()) {
            if (state.uname() != null
                    && state.lrmResources().stream()
                            .anyMatch(history -> history.id().equals(device) && isActive(history))) {
                verified.add(state.uname());
            }
        }
        return verified;
    }

    private static boolean isActive(LrmResource history) {
        OpHistory last = null;
        var lastCall = -1L;
        for (var operation : history.operations()) {
            var call = Numbers.integerOr(operation.callId(), -1);
            if (call > lastCall) {
                last = operation;
                lastCall = call;
            }
        }
        return last != null
                && (last.operation().equals("start") || last.operation().equals("monitor"))
                && Numbers.integerOr(last.rcCode(), -1) == 0;
    }
}
