package io.systole.runtime.config;

import io.systole.actors.config.PekkoConfig;
import io.systole.cib.NodeName;
import io.systole.splitbrain.core.QuorumRules;
import io.systole.splitbrain.core.QuorumSettings;
import io.systole.splitbrain.core.Strategy;
import io.systole.splitbrain.core.TieBreaker;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * By which rule a side of a partition has quorum.
 *
 * @param lastManStanding nodes that are surely down count no more after {@code window}
 * @param tieBreaker off, lowest, highest, or names of nodes with spaces between them
 * @param quorumSize the votes that static-quorum asks for; 0 with any other strategy
 * @param arbiter that has votes, too; empty without one
 * @param downIfAlone with keep-oldest: the oldest node gives way when all others are together
 * @param lease what lease-majority goes by
 */
public record QuorumConfig(
        Strategy strategy,
        WaitForAll waitForAll,
        TwoNode twoNode,
        boolean lastManStanding,
        Duration window,
        String tieBreaker,
        int quorumSize,
        boolean downIfAlone,
        Optional<ArbiterConfig> arbiter,
        LeaseConfig lease) {
    /** Whether the cluster waits for all nodes at its first start. */
    public enum WaitForAll {
        /**
         * For two nodes and with last-man-standing yes, else no, as votequorum advises it; with an arbiter no, but its
         * votes found no cluster.
         */
        AUTO,
        ON,
        OFF
    }

    /** Whether one vote of two is quorum. */
    public enum TwoNode {
        /** Where there are two nodes of one vote each, and no tie breaker. */
        AUTO,
        OFF
    }

    private static final List<String> WORDS = List.of("off", "lowest", "highest");

    public QuorumConfig {
        boolean votes = strategy == Strategy.VOTES;
        boolean ties = !tieBreaker.equals("off");
        boolean fixed = strategy == Strategy.STATIC_QUORUM;
        boolean byLease = strategy == Strategy.LEASE_MAJORITY;
        new Check()
                .between("last-man-standing-window", window, Duration.ofSeconds(1), Duration.ofMinutes(10))
                .that(votes || !lastManStanding, "last-man-standing", true, "must be false: only votes can do it")
                .that(
                        votes || !ties,
                        "auto-tie-breaker",
                        tieBreaker,
                        "must be off: only with strategy = votes can halves be told apart by it")
                .that(
                        !tieBreaker.isBlank(),
                        "auto-tie-breaker",
                        "\"\"",
                        "must be off, lowest, highest or names of nodes")
                .that(!fixed || quorumSize > 0, "quorum-size", quorumSize, "must be more than half of all votes")
                .that(fixed || quorumSize == 0, "quorum-size", quorumSize, "must be 0: only static-quorum reads it")
                .that(
                        arbiter.isEmpty() || votes,
                        "strategy",
                        strategy.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        "must be votes: an arbiter has votes")
                .that(
                        arbiter.isEmpty() || !ties,
                        "auto-tie-breaker",
                        tieBreaker,
                        "must be off with an arbiter, which has a tie-breaker of its own")
                .that(
                        arbiter.isEmpty() || !lastManStanding,
                        "last-man-standing",
                        true,
                        "must be false with an arbiter: choose its algorithm lms")
                .that(
                        byLease == !lease.implementation().isEmpty(),
                        "lease-majority.lease-implementation",
                        lease.implementation().isEmpty() ? "\"\"" : lease.implementation(),
                        byLease
                                ? "must be the path of a lease in the configuration, such as " + PekkoConfig.FILE_LEASE
                                : "must be empty: only strategy = lease-majority goes by a lease")
                .orThrow();
    }

    static QuorumConfig from(Section section) {
        return new QuorumConfig(
                strategy(section),
                section.oneOf("wait-for-all", WaitForAll.class),
                section.oneOf("two-node", TwoNode.class),
                section.flag("last-man-standing"),
                section.duration("last-man-standing-window"),
                section.text("auto-tie-breaker").strip(),
                section.integer("quorum-size"),
                section.flag("down-if-alone"),
                Optional.ofNullable(section.section("arbiter", ArbiterConfig::from))
                        .filter(ArbiterConfig::isOn),
                Objects.requireNonNullElse(section.section("lease-majority", LeaseConfig::from), LeaseConfig.none()));
    }

    /** A name that Pekko knows besides is refused with a reason. */
    private static Strategy strategy(Section section) {
        String written = section.text("strategy");
        String why =
                switch (written) {
                    case "down-all" ->
                        "is not offered: choose votes, and no-quorum-policy=fence in the CIB for sides without quorum";
                    default -> null;
                };
        if (why == null) return section.oneOf("strategy", Strategy.class);
        section.fault("strategy", written, why);
        return Strategy.VOTES;
    }

    /** What is wrong only in view of the nodes: reported with the keys of this section. */
    void check(Section systole, SortedMap<String, Integer> votes) {
        int all = votes.values().stream().mapToInt(Integer::intValue).sum();
        arbiter.ifPresent(known -> known.check(systole, votes));
        boolean fits = 2 * quorumSize > all && quorumSize <= all;
        if (strategy == Strategy.STATIC_QUORUM && !fits) {
            systole.fault(
                    "quorum.quorum-size",
                    Integer.toString(quorumSize),
                    "must be more than half of the " + all
                            + " votes of all nodes, or two sides could have it, and not more" + " than all");
        }
        if (lastManStanding && votes.values().stream().anyMatch(vote -> vote != 1)) {
            systole.fault("quorum.last-man-standing", "true", "asks for one vote of each node, as with votequorum");
        }
        for (NodeName name : named()) {
            if (!votes.containsKey(name.value())) {
                systole.fault(
                        "quorum.auto-tie-breaker",
                        name.value(),
                        "must be off, lowest, highest, or names of " + String.join(", ", votes.keySet()));
            }
        }
    }

    private List<NodeName> named() {
        return WORDS.contains(tieBreaker)
                ? List.of()
                : Arrays.stream(tieBreaker.split("[ ,]+")).map(NodeName::new).collect(Collectors.toList());
    }

    /** The same for the core. */
    public QuorumSettings settings(SortedMap<NodeName, Integer> votes) {
        boolean usual = (votes.size() == 2 && arbiter.isEmpty()) || lastManStanding;
        boolean waits = waitForAll == WaitForAll.ON || (waitForAll == WaitForAll.AUTO && usual);
        return new QuorumSettings(votes, waits, rules(votes.size()));
    }

    private QuorumRules rules(int nodes) {
        return switch (strategy) {
            case VOTES ->
                arbiter.map(known -> voting().withArbiter(known.rules(nodes, waitForAll == WaitForAll.OFF)))
                        .orElseGet(this::voting);
            case KEEP_MAJORITY -> QuorumRules.keepMajority();
            case KEEP_OLDEST -> QuorumRules.keepOldest(downIfAlone);
            case STATIC_QUORUM -> QuorumRules.staticQuorum(quorumSize);
            case LEASE_MAJORITY -> QuorumRules.leaseMajority(lease.rules());
        };
    }

    private QuorumRules voting() {
        QuorumRules plain = QuorumRules.plain();
        QuorumRules two = twoNode == TwoNode.OFF ? plain.withoutTwoNode() : plain;
        QuorumRules lasting = lastManStanding ? two.withLastManStanding(window) : two;
        return switch (tieBreaker) {
            case "off" -> lasting;
            case "lowest" -> lasting.withTieBreaker(TieBreaker.lowest());
            case "highest" -> lasting.withTieBreaker(TieBreaker.highest());
            default -> lasting.withTieBreaker(TieBreaker.of(named()));
        };
    }
}
