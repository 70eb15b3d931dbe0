package io.systole.runtime.config;

import io.systole.actors.node.SelfFencing;
import io.systole.actors.node.WhenExpelled;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where fence agents are looked for: the first directory that has one wins; those that Systole brings come last. And what a
 * node without quorum does to itself where no-quorum-policy is fence, and a node that the others hold for dead.
 *
 * @param checkInterval how often the fence devices are checked; zero for never
 * @param bootIdFile what holds the boot id of the host
 * @param raceDelay how long one of two nodes that do not hear each other waits beyond what devices take; empty for the
 *     detection time of the profile, zero for never
 */
public record FencingConfig(
        List<Path> agentDirectories,
        SelfFencing.How selfFence,
        WhenExpelled whenExpelled,
        Duration checkInterval,
        Path bootIdFile,
        Optional<Duration> raceDelay) {
    private static final String AUTO = "auto";
    private static final Duration RACE_MAX = Duration.ofMinutes(10);
    private static final Duration CHECK_MIN = Duration.ofSeconds(10);
    private static final Duration CHECK_MAX = Duration.ofHours(24);

    public FencingConfig {
        agentDirectories = List.copyOf(agentDirectories);
        new Check()
                .that(
                        agentDirectories.stream().allMatch(Path::isAbsolute),
                        "agent-directories",
                        agentDirectories,
                        "must be absolute paths")
                .that(
                        checkInterval.isZero()
                                || (checkInterval.compareTo(CHECK_MIN) >= 0 && checkInterval.compareTo(CHECK_MAX) <= 0),
                        "check-interval",
                        checkInterval,
                        "must be 0 for never, or from 10s to 24h")
                .between("race-delay", raceDelay.orElse(Duration.ZERO), Duration.ZERO, RACE_MAX)
                .that(bootIdFile.isAbsolute(), "boot-id-file", bootIdFile, "must be an absolute path")
                .orThrow();
    }

    static FencingConfig from(Section section) {
        return new FencingConfig(
                section.paths("agent-directories"),
                section.oneOf("self-fence", SelfFencing.How.class),
                section.oneOf("when-expelled", WhenExpelled.class),
                section.duration("check-interval"),
                section.path("boot-id-file"),
                section.text("race-delay").equals(AUTO)
                        ? Optional.empty()
                        : Optional.of(section.duration("race-delay")));
    }
}
