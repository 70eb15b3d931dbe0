package io.systole.fencing.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.FencingLevel;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.fencing.FenceDevice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How long the second of two waits: n1 waits for n2. */
final class RaceDelayTest {
    private static final NodeName N1 = new NodeName("n1");
    private static final NodeName N2 = new NodeName("n2");
    private static final Duration BASE = Duration.ofSeconds(1);

    private final List<ConfiguredDevice> devices = new ArrayList<>();
    private final List<FencingLevel> levels = new ArrayList<>();
    private final List<DeviceFinding> findings = new ArrayList<>();
    private Duration priority = Duration.ZERO;

    @Test
    void forTheTimeInWhichBothNoticeWhereTheDeviceWasNeverChecked() {
        device("d", "pcmk_host_list=n1,n2");

        assertThat(waits()).isEqualTo(BASE);
    }

    @Test
    void andForTwiceWhatTheOthersDeviceTook() {
        device("d", "pcmk_host_list=n1,n2");
        device("other", "pcmk_host_list=n2");
        found("d", N2, null, 300, true);
        found("d", N2, N1, 200, true);
        found("d", N2, N2, 9000, true);
        found("d", N1, N2, 9000, true);
        found("d", N2, N1, 9000, false);
        found("other", N2, null, 9000, true);

        assertThat(waits()).isEqualTo(BASE.plusMillis(600));
    }

    @Test
    void andForAMessageOnASharedDiskToBeRead() {
        devices.add(new ConfiguredDevice(
                FenceDevice.of(new ResourceId("d"), "fence_sbd", Map.of("pcmk_host_list", "n1,n2")),
                new TreeSet<>(),
                new TreeSet<>()));

        assertThat(waits()).isEqualTo(BASE.plusSeconds(3));
    }

    @Test
    void notAtAllWhereDelaysTellTheTwoApart() {
        device("d", "pcmk_host_list=n1,n2 pcmk_delay_base=n1:0;n2:5s");

        assertThat(waits()).isZero();
    }

    @Test
    void notAtAllWhereOneOfTwoDevicesWaits() {
        device("d1", "pcmk_host_list=n1 pcmk_delay_base=5s");
        device("d2", "pcmk_host_list=n2");

        assertThat(waits()).isZero();
    }

    @Test
    void notAtAllWhereChanceDecides() {
        device("d", "pcmk_host_list=n1,n2 pcmk_delay_max=10s");

        assertThat(waits()).isZero();
    }

    @Test
    void notAtAllWhereADeviceThatHasToBeAskedWaits() {
        device("d1", "pcmk_delay_base=5s");
        device("d2", "");

        assertThat(waits()).isZero();
    }

    @Test
    void onTopOfADelayThatIsTheSameForBoth() {
        device("d", "pcmk_host_list=n1,n2 pcmk_delay_base=5s");

        assertThat(waits()).isEqualTo(BASE);
    }

    @Test
    void byTheFirstLevelWhereThereIsATopology() {
        device("d1", "pcmk_host_list=n1,n2");
        device("d2", "pcmk_host_list=n1,n2 pcmk_delay_base=n1:0;n2:5s");
        level(N1, 1, "d1");
        level(N2, 1, "d1");
        level(N1, 2, "d2");
        level(N2, 2, "d2");

        assertThat(waits()).isEqualTo(BASE);
    }

    @Test
    void noLongerThanHalfOfPriorityFencingDelaySoThatTheOneWithTheWorkStillWins() {
        device("d", "pcmk_host_list=n1,n2");
        priority = Duration.ofMillis(1500);

        assertThat(waits()).isEqualTo(Duration.ofMillis(750));
    }

    @Test
    void neverWhereTheAdministratorWantsIt() {
        device("d", "pcmk_host_list=n1,n2");
        found("d", N2, null, 300, true);

        assertThat(RaceDelay.of(configuration(), findings, N1, N2, Duration.ZERO))
                .isZero();
        assertThat(RaceDelay.isOpen(configuration(), N1, N2, Duration.ZERO)).isTrue();
        assertThat(RaceDelay.isOpen(configuration(), N1, N2, BASE)).isFalse();
        priority = Duration.ofSeconds(15);
        assertThat(RaceDelay.isOpen(configuration(), N1, N2, Duration.ZERO)).isFalse();
    }

    private Duration waits() {
        return RaceDelay.of(configuration(), findings, N1, N2, BASE);
    }

    private FencingConfiguration configuration() {
        return new FencingConfiguration(
                devices, levels, new TreeMap<>(), Duration.ofSeconds(60), new TreeSet<>(List.of(N1, N2)), priority);
    }

    private void device(String id, String text) {
        var parameters = new TreeMap<String, String>();
        for (var pair : text.split(" ")) {
            if (pair.contains("=")) {
                parameters.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
            }
        }
        devices.add(new ConfiguredDevice(
                new FenceDevice(new ResourceId(id), "f", parameters), new TreeSet<>(), new TreeSet<>()));
    }

    private void level(NodeName target, int index, String device) {
        levels.add(new FencingLevel("l" + levels.size(), target, null, null, null, Integer.toString(index), device));
    }

    private void found(String device, NodeName from, @Nullable NodeName target, int tookMs, boolean works) {
        findings.add(new DeviceFinding(
                new ResourceId(device),
                from,
                target,
                works,
                "",
                Duration.ofMillis(tookMs),
                Duration.ofSeconds(60),
                Instant.EPOCH));
    }
}
