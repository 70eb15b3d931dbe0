package io.systole.fencing.sbd.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.systole.fencing.core.GoldenFile;
import io.systole.fencing.sbd.core.WatchEffect.ClearSlot;
import io.systole.fencing.sbd.core.WatchEffect.EndWatch;
import io.systole.fencing.sbd.core.WatchEffect.Feed;
import io.systole.fencing.sbd.core.WatchEffect.FenceSelf;
import io.systole.fencing.sbd.core.WatchEffect.LeaveCluster;
import io.systole.fencing.sbd.core.WatchEffect.Tell;
import io.systole.fencing.sbd.format.SbdMailbox;
import io.systole.fencing.sbd.format.SbdMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class WatchCoreTest {
    private static final Path CASES = Path.of("src/test/golden/sbd");

    static Stream<Path> cases() throws IOException {
        try (var files = Files.list(CASES)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void doesAsWritten(Path file) throws IOException {
        GoldenFile.check(file, commands -> new Script().run(commands));
    }

    @Test
    void aSenderAndAReaderAlwaysMeetOnOneDevice() {
        for (var count = 1; count <= 3; count++) {
            var devices = List.of("a", "b", "c").subList(0, count);
            var reads = new WatchSettings("n1", devices, Duration.ofSeconds(5), Duration.ofSeconds(1)).needed();
            var sends = io.systole.fencing.sbd.SbdDevices.majority(count);

            assertThat(reads + sends).as(count + " devices").isGreaterThan(count);
        }
    }

    @Test
    void theWatchdogEndsANodeBeforeAMessageCountsAsDelivered() {
        for (var watchdog = 2; watchdog <= 60; watchdog++) {
            var settings = new WatchSettings("n1", List.of("a"), Duration.ofSeconds(watchdog), Duration.ofSeconds(1));
            var msgwait = settings.watchdog().multipliedBy(2);

            assertThat(settings.patience().plus(settings.watchdog())).isLessThanOrEqualTo(msgwait);
            assertThat(settings.tick()).isLessThanOrEqualTo(settings.patience());
        }
    }

    @Test
    void timesThatCannotWorkAreRefused() {
        assertThatThrownBy(() -> new WatchSettings("n1", List.of("a"), Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .hasMessageContaining("at least twice as long");
        assertThatThrownBy(
                        () -> new WatchSettings("n1", List.of("a", "a"), Duration.ofSeconds(5), Duration.ofSeconds(1)))
                .hasMessageContaining("different");
    }

    /** Plays one case: each command is repeated behind a {@code >}, the effects follow. Times are in seconds. */
    private static final class Script {
        private final List<String> output = new ArrayList<>();
        private Duration now = Duration.ZERO;
        private @Nullable WatchState state;

        List<String> run(List<String> commands) {
            for (var command : commands) {
                output.add("> " + command);
                var words = command.split(" ", -1);
                var known = state;
                if (words[0].equals("watch")) {
                    state = start(words);
                } else if (words[0].equals("at")) {
                    now = Duration.ofMillis(Math.round(Double.parseDouble(words[1]) * 1000));
                } else if (words[0].equals("report") && known != null) {
                    var report = WatchReport.of(known, words.length > 1 ? words[1] : "");
                    output.add(report.summary());
                    output.addAll(report.trouble());
                } else if (known != null) {
                    var step = WatchCore.step(known, event(words));
                    state = step.state();
                    step.effects().forEach(effect -> output.add(text(effect)));
                }
            }
            return output;
        }

        /** {@code watch WATCHDOG-TIMEOUT DEVICE...}; a device with a {@code !} cannot be read at the start. */
        private static WatchState start(String[] words) {
            var devices = new ArrayList<String>();
            var troubles = new TreeMap<String, String>();
            for (var word : List.of(words).subList(2, words.length)) {
                devices.add(word.replace("!", ""));
                if (word.startsWith("!")) {
                    troubles.put(word.substring(1), "not there");
                }
            }
            var watchdog = Duration.ofSeconds(Long.parseLong(words[1]));
            return WatchState.started(new WatchSettings("n1", devices, watchdog, Duration.ofSeconds(1)), troubles);
        }

        private WatchEvent event(String[] words) {
            return switch (words[0]) {
                case "read" -> new WatchEvent.SlotRead(words[1], mailbox(words), now);
                case "unreadable" -> new WatchEvent.SlotUnreadable(words[1], "I/O error", now);
                case "quorum" -> new WatchEvent.ClusterHeard(ClusterSight.QUORUM, now);
                case "alone" -> new WatchEvent.ClusterHeard(ClusterSight.QUORUM_ALONE, now);
                case "no-quorum" -> new WatchEvent.ClusterHeard(ClusterSight.NO_QUORUM, now);
                case "tick" -> new WatchEvent.Ticked(now);
                case "drained" -> new WatchEvent.Drained(now);
                case "ended" -> new WatchEvent.Ended("the node ended", now);
                default -> throw new IllegalArgumentException(words[0]);
            };
        }

        /** {@code read DEVICE [MESSAGE FROM]}; a message may be a number. */
        private static SbdMailbox mailbox(String[] words) {
            if (words.length < 4) {
                return SbdMailbox.empty();
            }
            return SbdMessage.ofWord(words[2])
                    .map(message -> SbdMailbox.of(message, words[3]))
                    .orElseGet(() -> new SbdMailbox(Integer.parseInt(words[2]), words[3]));
        }

        private static String text(WatchEffect effect) {
            if (effect instanceof Feed) {
                return "feed";
            }
            if (effect instanceof FenceSelf death) {
                return "die by " + death.how().word() + ": " + death.why();
            }
            if (effect instanceof ClearSlot clear) {
                return "clear slot on " + clear.device();
            }
            if (effect instanceof LeaveCluster leave) {
                return "leave, asked by " + leave.from();
            }
            if (effect instanceof EndWatch) {
                return "end watch";
            }
            var tell = (Tell) effect;
            return ("tell " + tell.news() + " " + tell.about() + " " + tell.text()).strip();
        }
    }
}
