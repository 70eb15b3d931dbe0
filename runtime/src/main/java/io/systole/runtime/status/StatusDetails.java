package io.systole.runtime.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.systole.cib.Cib;
import io.systole.cib.Location;
import io.systole.cib.LrmResource;
import io.systole.cib.NodeState;
import io.systole.cib.OpHistory;
import io.systole.cib.value.ResultWords;
import io.systole.policy.Planner;
import io.systole.policy.history.FailCounts;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.model.WorkingState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a status can show on demand, as {@code crm_mon -A -f -o -t -L --include=options} does. A part that was not asked for
 * is null.
 *
 * @param attributes the attributes of nodes, those aside that the cluster keeps for itself
 * @param failCounts how often resources failed where
 * @param operations the operation history, the newest of each kind
 * @param bans location constraints that keep a resource off a node
 * @param options the cluster options that are set
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StatusDetails(
        @Nullable List<Attributes> attributes,
        @Nullable List<FailCount> failCounts,
        @Nullable List<Operation> operations,
        @Nullable List<Ban> bans,
        @Nullable List<Option> options) {
    /** The parts. */
    public enum Part {
        ATTRIBUTES,
        FAILCOUNTS,
        OPERATIONS,
        BANS,
        OPTIONS
    }

    /** The attributes of a node. */
    public record Attributes(String node, SortedMap<String, String> attributes) {}

    /**
     * Failures of a resource on a node.
     *
     * @param threshold migration-threshold; null where there is none
     * @param lastFailure null where it is not known
     */
    public record FailCount(
            String node,
            String resource,
            String count,
            @Nullable String threshold,
            @Nullable Instant lastFailure) {}

    /**
     * The last operation of a kind.
     *
     * @param operation such as start, or 10s-interval monitor
     * @param at when its result last became another; null where that is not known
     * @param execTimeMs how long it took
     * @param queueTimeMs how long it waited
     */
    public record Operation(
            String node,
            String resource,
            String operation,
            String callId,
            String result,
            String status,
            @Nullable Instant at,
            String execTimeMs,
            String queueTimeMs) {}

    /** A constraint that keeps a resource off a node. */
    public record Ban(
            String id,
            String resource,
            String node,
            String score,
            @Nullable String role) {}

    /** A cluster option that is set. */
    public record Option(String name, String value) {}

    private static final List<String> OWN = List.of("fail-count-", "last-failure-", "#");

    public static StatusDetails of(Cib cib, Instant now, Set<Part> wanted) {
        WorkingState state = Planner.read(cib, now);
        return new StatusDetails(
                wanted.contains(Part.ATTRIBUTES) ? attributes(state) : null,
                wanted.contains(Part.FAILCOUNTS) ? failCounts(state) : null,
                wanted.contains(Part.OPERATIONS) ? operations(cib) : null,
                wanted.contains(Part.BANS) ? bans(cib) : null,
                wanted.contains(Part.OPTIONS) ? options(cib) : null);
    }

    /** The same with these parts alone. */
    public StatusDetails only(Set<Part> parts) {
        return new StatusDetails(
                parts.contains(Part.ATTRIBUTES) ? attributes : null,
                parts.contains(Part.FAILCOUNTS) ? failCounts : null,
                parts.contains(Part.OPERATIONS) ? operations : null,
                parts.contains(Part.BANS) ? bans : null,
                parts.contains(Part.OPTIONS) ? options : null);
    }

    private static List<Attributes> attributes(WorkingState state) {
        return state.nodes.stream()
                .map(node -> {
                    var shown = new java.util.TreeMap<>(node.attributes);
                    shown.keySet().removeIf(name -> OWN.stream().anyMatch(name::startsWith));
                    return new Attributes(node.name, shown);
                })
                .filter(node -> !node.attributes().isEmpty())
                .toList();
    }

    private static List<FailCount> failCounts(WorkingState state) {
        var counts = new ArrayList<FailCount>();
        var known = new FailCounts(state);
        for (PlanNode node : state.nodes) {
            for (PlanResource resource : state.resources) {
                for (PlanPrimitive leaf : resource.leaves()) {
                    var count = known.raw(leaf, node);
                    if (count.failures() > 0) {
                        counts.add(new FailCount(
                                node.name,
                                leaf.id,
                                count.failures() >= 1_000_000 ? "INFINITY" : String.valueOf(count.failures()),
                                leaf.meta("migration-threshold"),
                                count.last() > 0 ? Instant.ofEpochSecond(count.last()) : null));
                    }
                }
            }
        }
        return counts;
    }

    private static List<Operation> operations(Cib cib) {
        var operations = new ArrayList<Operation>();
        for (NodeState node : cib.status().nodeStates()) {
            for (LrmResource resource : node.lrmResources()) {
                resource.operations().forEach(entry -> operations.add(operation(node, resource, entry)));
            }
        }
        return operations;
    }

    private static Operation operation(NodeState node, LrmResource resource, OpHistory entry) {
        String at = entry.times().lastRcChange();
        return new Operation(
                NodeReading.nameOf(node),
                resource.id().value(),
                Words.ofInterval(orElse(entry.interval(), "0")) + entry.operation(),
                orElse(entry.callId(), "-"),
                ResultWords.ofResult(number(entry.rcCode())),
                ResultWords.ofStatus(orElse(entry.opStatus(), "0")),
                at != null && at.matches("[1-9][0-9]{0,11}") ? Instant.ofEpochSecond(Long.parseLong(at)) : null,
                orElse(entry.times().execTime(), "0"),
                orElse(entry.times().queueTime(), "0"));
    }

    private static List<Ban> bans(Cib cib) {
        var bans = new ArrayList<Ban>();
        cib.configuration().constraints().forEach(constraint -> {
            if (constraint instanceof Location location
                    && location.node() != null
                    && orElse(location.score(), "0").startsWith("-")) {
                String resource = location.rsc() != null ? location.rsc().value() : location.rscPattern();
                bans.add(new Ban(
                        location.id(),
                        orElse(resource, "(a set)"),
                        location.node().value(),
                        orElse(location.score(), ""),
                        location.role() == null ? null : location.role().toLowerCase(Locale.ROOT)));
            }
        });
        return bans;
    }

    private static List<Option> options(Cib cib) {
        return cib.configuration().crmConfig().stream()
                .flatMap(set -> set.pairs().stream())
                .map(pair -> new Option(String.valueOf(pair.name()), orElse(pair.value(), "")))
                .toList();
    }

    private static int number(@Nullable String text) {
        return text != null && text.matches("-?[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    }

    private static String orElse(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }
}
