package io.systole.actors.fencer;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.ResourceId;
import io.systole.fencing.FenceAgentResult;
import io.systole.fencing.FenceDevice;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class HostListsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final FenceDevice DEVICE = device("192.0.2.1");

    @Test
    void aListIsGoodForAMinute() {
        var lists = HostLists.none().with(DEVICE, list(0), NOW);

        assertThat(lists.of(DEVICE, NOW.plusSeconds(59))).contains(list(0));
        assertThat(lists.of(DEVICE, NOW.plusSeconds(60))).isEmpty();
    }

    @Test
    void aDeviceWithOtherParametersIsAnother() {
        var lists = HostLists.none().with(DEVICE, list(0), NOW);

        assertThat(lists.of(device("192.0.2.2"), NOW)).isEmpty();
    }

    @Test
    void aListThatCouldNotBeHadIsAskedForAgain() {
        var lists = HostLists.none().with(DEVICE, list(0), NOW).with(DEVICE, list(1), NOW.plusSeconds(1));

        assertThat(lists.of(DEVICE, NOW.plusSeconds(2))).isEmpty();
    }

    @Test
    void aClockThatWasSetBackDoesNotKeepAListForEver() {
        var lists = HostLists.none().with(DEVICE, list(0), NOW);

        assertThat(lists.of(DEVICE, NOW.minusSeconds(3600))).isEmpty();
    }

    private static FenceDevice device(String address) {
        return FenceDevice.of(new ResourceId("d1"), "fence_test", new TreeMap<>(Map.of("ip", address)));
    }

    private static FenceAgentResult list(int rc) {
        return new FenceAgentResult(FenceAgentResult.Kind.EXITED, rc, "", "n1,n2", "", NOW, Duration.ZERO);
    }
}
