package io.systole.runtime.config;

import io.systole.cib.NodeName;
import io.systole.splitbrain.arbiter.core.ArbiterAlgorithm;
import io.systole.splitbrain.arbiter.core.ArbiterTieBreaker;
import io.systole.splitbrain.arbiter.core.Greeting;
import io.systole.splitbrain.core.ArbiterRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedMap;

/**
 * A corosync-qnetd that has votes, too.
 *
 * @param tieBreaker lowest, highest, or the name of a node
 * @param certificates this host's certificate for it, and its authority's
 * @param heartbeat between signs of life
 * @param timeout how long quorum is kept while the arbiter is asked, or is gone
 */
public record ArbiterConfig(
        String host,
        int port,
        ArbiterAlgorithm algorithm,
        String tieBreaker,
        boolean keepActive,
        Greeting.Tls tls,
        Path certificates,
        Duration connectTimeout,
        Duration heartbeat,
        Duration timeout,
        HeuristicsConfig heuristics) {
    public ArbiterConfig {
        var all = heartbeat.multipliedBy(2).plus(heuristics.isOn() ? heuristics.timeout() : Duration.ZERO);
        new Check()
                .between("port", port, 1, 65_535)
                .that(!tieBreaker.isBlank(), "tie-breaker", "\"\"", "must be lowest, highest or the name of a node")
                .that(certificates.isAbsolute(), "certificates", certificates, "must be an absolute path")
                .between("connect-timeout", connectTimeout, Duration.ofMillis(100), Duration.ofMinutes(2))
                .between("heartbeat", heartbeat, Duration.ofSeconds(1), Duration.ofMinutes(2))
                .between("timeout", timeout, Duration.ofSeconds(1), Duration.ofMinutes(10))
                .that(
                        timeout.compareTo(all) >= 0,
                        "timeout",
                        Check.inWords(timeout),
                        "must be at least " + Check.inWords(all)
                                + ": the arbiter gives a mute node up after 1.5 heartbeats, and heuristics come before"
                                + " the question")
                .orThrow();
    }

    static ArbiterConfig from(Section section) {
        var heuristics = section.section("heuristics", HeuristicsConfig::from);
        return new ArbiterConfig(
                section.text("host").strip(),
                section.integer("port"),
                section.oneOf("algorithm", ArbiterAlgorithm.class),
                section.text("tie-breaker").strip(),
                section.flag("keep-active-partition-tie-breaker"),
                section.oneOf("tls", Greeting.Tls.class),
                section.path("certificates"),
                section.duration("connect-timeout"),
                section.duration("heartbeat"),
                section.duration("timeout"),
                heuristics == null ? HeuristicsConfig.off() : heuristics);
    }

    /** Whether there is one. */
    public boolean isOn() {
        return !host.isEmpty();
    }

    /** Where it is, for people. */
    public String place() {
        return host + ":" + port;
    }

    /** What is wrong only in view of the nodes. */
    void check(Section systole, SortedMap<String, Integer> votes) {
        if (!isOn()) return;
        boolean node = !tieBreaker.equals("lowest") && !tieBreaker.equals("highest");
        if (node && !votes.containsKey(tieBreaker)) {
            systole.fault(
                    "quorum.arbiter.tie-breaker",
                    tieBreaker,
                    "must be lowest, highest, or one of " + String.join(", ", votes.keySet()));
        }
        if (votes.values().stream().anyMatch(vote -> vote != 1)) {
            systole.fault("quorum.arbiter.host", host, "asks for one vote of each node: the arbiter counts nodes");
        }
        if (algorithm == ArbiterAlgorithm.FFSPLIT && votes.size() % 2 != 0) {
            systole.fault(
                    "quorum.arbiter.algorithm",
                    "ffsplit",
                    "is for an even number of nodes, there are " + votes.size()
                            + ": with an odd one a majority needs no arbiter; choose lms to go on with fewer");
        }
    }

    ArbiterRules rules(int ofNodes, boolean founds) {
        return new ArbiterRules(algorithm.votes(ofNodes), timeout, founds);
    }

    /** The same for the core. */
    public ArbiterTieBreaker ties() {
        return switch (tieBreaker) {
            case "lowest" -> ArbiterTieBreaker.lowest();
            case "highest" -> ArbiterTieBreaker.highest();
            default -> ArbiterTieBreaker.of(new NodeName(tieBreaker));
        };
    }
}
