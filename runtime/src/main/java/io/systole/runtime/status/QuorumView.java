package io.systole.runtime.status;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.systole.splitbrain.core.FencingAttempt;
import io.systole.splitbrain.core.MembershipView;
import io.systole.splitbrain.core.NodeView;
import io.systole.splitbrain.core.QuorumFacts;
import io.systole.splitbrain.core.QuorumRules;
import io.systole.splitbrain.core.QuorumSettings;
import io.systole.splitbrain.core.Standing;
import io.systole.splitbrain.core.Strategy;
import io.systole.splitbrain.core.TieBreaker;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything that {@code systole quorum status} shows: quorum as one node sees it.
 *
 * @param spare how many votes may still be lost before quorum is; negative without quorum
 * @param rule the configured rule, in words
 * @param saidByOperator the expected votes that an operator asked for; null when none did
 * @param arbiter what the arbiter says to this node; null without one
 * @param steps what is done about lost nodes, and what is waited for
 */
public record QuorumView(
        String node,
        boolean quorate,
        String reason,
        int votes,
        int expected,
        int needed,
        int spare,
        boolean mayFence,
        boolean seenAll,
        @Nullable String leader,
        String rule,
        @Nullable Integer saidByOperator,
        List<Line> nodes,
        List<String> steps,
        @Nullable ArbiterView arbiter) {
    /** One node of the list; {@code counted}: its votes count, whether it is here or not. */
    public record Line(String name, int votes, String standing, Instant since, boolean counted) {}

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);

    public QuorumView {
        nodes = List.copyOf(nodes);
        steps = List.copyOf(steps);
    }

    /** From what membership says. */
    public static QuorumView of(MembershipView view, QuorumSettings settings) {
        QuorumFacts facts = view.quorum().facts();
        List<Line> lines = view.nodes().stream()
                .map(node -> new Line(
                        node.name().value(),
                        settings.votes().getOrDefault(node.name(), 0),
                        node.standing().name().toLowerCase(Locale.ROOT),
                        node.since(),
                        !facts.countedOut().containsKey(node.name())))
                .toList();
        var leader = view.leader();
        return new QuorumView(
                view.self().value(),
                view.quorate(),
                view.quorum().reason(),
                view.quorum().votes(),
                view.quorum().expected(),
                view.quorum().needed(),
                view.quorum().votes() - view.quorum().needed(),
                view.mayFence(),
                view.seenAll(),
                leader == null ? null : leader.value(),
                rule(settings),
                facts.expected().votes() == 0 ? null : facts.expected().votes(),
                lines,
                steps(view),
                null);
    }

    /** The same with more lines of what is to be known. */
    public QuorumView with(List<String> more) {
        var all = new ArrayList<>(steps);
        all.addAll(more);
        return copy(all, arbiter);
    }

    /** The same with what the arbiter says. */
    public QuorumView with(@Nullable ArbiterView said) {
        return copy(steps, said);
    }

    private QuorumView copy(List<String> all, @Nullable ArbiterView said) {
        return new QuorumView(
                node,
                quorate,
                reason,
                votes,
                expected,
                needed,
                spare,
                mayFence,
                seenAll,
                leader,
                rule,
                saidByOperator,
                nodes,
                all,
                said);
    }

    /** What is done about nodes that are missed, and why this node may be doing nothing. */
    public static List<String> steps(MembershipView view) {
        var steps = new ArrayList<String>();
        QuorumFacts facts = view.quorum().facts();
        if (facts.expelled() != null) {
            steps.add("this node is no member any more and ends: " + facts.expelled());
        } else if (view.asleep()) {
            steps.add(
                    "this node was paused, or a member holds it for dead: it acts on nothing before enough others have said that it"
                            + " is still a member");
        }
        steps.addAll(nodeSteps(view).values());
        if (!facts.countedOut().isEmpty()) {
            steps.add("not counted until they come back: "
                    + facts.countedOut().keySet().stream().map(Object::toString).collect(Collectors.joining(", ")));
        }
        return steps;
    }

    /** What is done about each node that is missed, by its name. */
    public static SortedMap<String, String> nodeSteps(MembershipView view) {
        var steps = new TreeMap<String, String>();
        for (NodeView node : view.nodes()) {
            FencingAttempt attempt = view.fencing().stream()
                    .filter(each -> each.target().equals(node.name()))
                    .findFirst()
                    .orElse(null);
            String name = node.name().value();
            if (node.standing() == Standing.SUSPECT) {
                steps.put(name, "node " + name + " is silent: it counts as lost when the view has been stable");
            } else if (attempt != null) {
                steps.put(
                        name,
                        "node " + name + " is " + node.standing().name().toLowerCase(Locale.ROOT) + ": "
                                + words(attempt));
            } else if (node.standing() == Standing.LOST) {
                steps.put(
                        name,
                        "node " + name + " is lost: "
                                + (view.mayFence()
                                        ? view.leader() + " has it fenced"
                                        : "this side may not have it fenced, and takes nothing over"));
            }
        }
        return steps;
    }

    private static String words(FencingAttempt attempt) {
        if (attempt.failures() == 0) return "its fencing is under way";
        return "its fencing failed " + attempt.failures() + (attempt.failures() == 1 ? " time" : " times") + ": "
                + attempt.lastFailure() + (attempt.underWay() ? "; it is tried again now" : "; it is tried again soon");
    }

    private static String rule(QuorumSettings settings) {
        QuorumRules rules = settings.rules();
        String waits = "wait_for_all " + (settings.waitForAll() ? "on" : "off");
        if (rules.strategy() == Strategy.VOTES) {
            TieBreaker ties = rules.tieBreaker();
            return "votes; " + waits
                    + ", two_node " + (settings.twoNode() ? "on" : "off")
                    + ", last_man_standing "
                    + (rules.lastManStanding() == null
                            ? "off"
                            : "after " + rules.lastManStanding().toSeconds() + " s")
                    + ", auto_tie_breaker "
                    + switch (ties.kind()) {
                        case NONE -> "off";
                        case LOWEST -> "lowest";
                        case HIGHEST -> "highest";
                        case LIST -> ties.order().stream().map(Object::toString).collect(Collectors.joining(" "));
                    }
                    + ", arbiter "
                    + (rules.arbiter() == null ? "none" : rules.arbiter().votes() + " votes");
        }
        String name = rules.strategy().name().toLowerCase(Locale.ROOT).replace('_', '-');
        String lease = rules.lease() == null ? "" : ", lease " + rules.lease().implementation();
        return name + (rules.quorumSize() > 0 ? ", quorum-size " + rules.quorumSize() : "") + lease + "; " + waits;
    }

    /** For people. */
    @JsonIgnore
    public String text(ZoneId zone) {
        var text = new StringBuilder();
        text.append("Quorum as node ").append(node).append(" sees it:\n");
        line(text, "Quorate", (quorate ? "yes: " : "NO: ") + reason);
        line(text, "Rule", rule);
        line(text, "Votes", votes + " here, " + expected + " expected, " + needed + " needed");
        if (saidByOperator != null) {
            line(text, "Said", "an operator said that " + saidByOperator + " votes are to be expected");
        }
        line(text, "Spare", quorate ? spareInWords() : "none: this side follows no-quorum-policy and fences nobody");
        line(text, "May fence", mayFence ? "yes, asked for by " + leader : "no");
        if (arbiter != null) {
            arbiter.lines(zone).forEach((title, words) -> line(text, title, words));
        }
        text.append("  Nodes:\n");
        nodes.forEach(each -> text.append("    ")
                .append(each.name())
                .append(": ")
                .append(each.votes())
                .append(each.votes() == 1 ? " vote, " : " votes, ")
                .append(each.standing())
                .append(" since ")
                .append(TIME.format(each.since().atZone(zone)))
                .append(each.counted() ? "" : ", not counted until it comes back")
                .append('\n'));
        if (!steps.isEmpty()) {
            text.append("  What is done:\n");
            steps.forEach(step -> text.append("    ").append(step).append('\n'));
        }
        return text.toString();
    }

    private String spareInWords() {
        return spare <= 0
                ? "none: with the next vote that is lost quorum is lost, unless a rule above says otherwise"
                : spare + (spare == 1 ? " vote" : " votes") + " may be lost and quorum is kept";
    }

    private static void line(StringBuilder text, String title, String what) {
        text.append("  ").append(title).append(": ").append(what).append('\n');
    }
}
