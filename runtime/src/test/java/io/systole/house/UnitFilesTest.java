package io.systole.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the units in conf/ have to say, as hosts that systemd has booted showed. */
class UnitFilesTest {
    /** Else the bus is gone at the host's shutdown before resources that are units were stopped, and the host is fenced. */
    @ParameterizedTest
    @ValueSource(strings = {"systole", "systole-remote"})
    void theBusOutlastsTheNode(String unit) throws IOException {
        assertThat(words(unit, "After")).contains("dbus.service", "network-online.target");
    }

    /** Whatever resources run must not be killed with the node's process, nor may systemd lose patience before the node. */
    @ParameterizedTest
    @ValueSource(strings = {"systole", "systole-remote"})
    void onlyTheNodeIsStopped(String unit) throws IOException {
        assertThat(words(unit, "KillMode")).containsExactly("process");
        assertThat(words(unit, "TimeoutStopSec")).containsExactly("21min");
        assertThat(words(unit, "RestartPreventExitStatus")).contains("2");
    }

    private static List<String> words(String unit, String key) throws IOException {
        return Files.readAllLines(Path.of("../conf/" + unit + ".service")).stream()
                .filter(line -> line.startsWith(key + "="))
                .flatMap(line -> List.of(line.substring(key.length() + 1).split(" ")).stream())
                .toList();
    }
}
