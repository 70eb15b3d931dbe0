package io.systole.agents.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.agents.AgentCall;
import io.systole.agents.AgentId;
import io.systole.agents.AgentMetadata;
import io.systole.agents.AgentMetadataAnswer;
import io.systole.agents.AgentResult;
import io.systole.agents.OcfCode;
import io.systole.agents.OpStatus;
import io.systole.agents.SystemdPlace;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Units on a real bus, with a stand-in for systemd behind it. */
@Timeout(180)
final class UnitRunnerTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path directory = Path.of("");

    private PrivateBus bus;
    private StandIn systemd;
    private UnitRunner runner;

    @BeforeEach
    void open() throws Exception {
        bus = new PrivateBus(directory);
        systemd = new StandIn(
                bus.address(),
                "web.service",
                "slow.service",
                "mute.service",
                "broken.service",
                "data.mount",
                "x.target");
        runner = new UnitRunner(new SystemdPlace(bus.address(), directory.resolve("units")));
    }

    @AfterEach
    void close() throws Exception {
        runner.close();
        systemd.close();
        bus.close();
    }

    private static AgentCall call(String unit, String action, Duration timeout) {
        return AgentCall.of(new AgentId(AgentId.SYSTEMD, "", unit), "rsc", action, timeout);
    }

    private AgentResult run(String unit, String action) throws Exception {
        return runner.run(call(unit, action, LONG)).toCompletableFuture().get(120, TimeUnit.SECONDS);
    }

    private Path settings(String unit) {
        return directory.resolve("units").resolve(unit + ".d/50-systole.conf");
    }

    @Test
    void startsLooksAtAndStopsAUnitWithItsSettingsMeanwhile() throws Exception {
        assertThat(run("web", "monitor").rc()).isEqualTo(OcfCode.NOT_RUNNING);

        var started = run("web", "start");

        assertThat(started.rc()).as(started.exitReason()).isEqualTo(OcfCode.OK);
        assertThat(settings("web.service"))
                .content()
                .contains("Description=Cluster Controlled web.service", "Before=systole.service", "Restart=no");
        assertThat(run("web.service", "monitor").rc()).isEqualTo(OcfCode.OK);
        assertThat(run("web", "stop").rc()).isEqualTo(OcfCode.OK);
        assertThat(settings("web.service").getParent()).doesNotExist();
        assertThat(run("web", "monitor").rc()).isEqualTo(OcfCode.NOT_RUNNING);
        assertThat(systemd.calls)
                .containsExactly(
                        StandIn.SUBSCRIBED,
                        "reload",
                        "start web.service replace",
                        "stop web.service replace",
                        "reload");
    }

    /** Seen on a host: the stop waited for that of the node, and the node for it, until the host was fenced. */
    @Test
    void stopsAUnitWhileSystemdStopsTheNode() throws Exception {
        assertThat(run("web", "start").rc()).isEqualTo(OcfCode.OK);
        systemd.unit("systole.service").active = "deactivating";

        var stopped = run("web", "stop");

        assertThat(stopped.rc()).as(stopped.exitReason()).isEqualTo(OcfCode.OK);
        assertThat(systemd.calls)
                .containsSubsequence("stop web.service replace", "stop web.service ignore-dependencies");
    }

    @Test
    void knowsOtherKindsOfUnitsByTheirSuffix() throws Exception {
        assertThat(run("data.mount", "start").rc()).isEqualTo(OcfCode.OK);
        assertThat(settings("data.mount")).content().doesNotContain("[Service]");
        assertThat(runner.units().toCompletableFuture().get(60, TimeUnit.SECONDS))
                .containsExactly("broken", "data.mount", "mute", "slow", "web");
    }

    @Test
    void waitsForTheEndOfTheJobAndForUnitsThatAreUnderway() throws Exception {
        var start = runner.run(call("slow", "start", LONG)).toCompletableFuture();
        var monitor = runner.run(call("slow", "monitor", LONG)).toCompletableFuture();
        while (!systemd.calls.contains("start slow.service replace")) {
            Thread.onSpinWait();
        }
        assertThat(start).isNotDone();

        systemd.end("slow.service", "active", "done");

        assertThat(start.get(120, TimeUnit.SECONDS).rc()).isEqualTo(OcfCode.OK);
        assertThat(monitor.get(120, TimeUnit.SECONDS).status()).isEqualTo(OpStatus.DONE);
    }

    @Test
    void findsTheEndOfAJobOfWhichNoSignalTells() throws Exception {
        assertThat(run("mute", "start").rc()).isEqualTo(OcfCode.OK);
    }

    @Test
    void saysHowAStartFailed() throws Exception {
        var result = run("broken", "start");

        assertThat(result.rc()).isEqualTo(OcfCode.GENERIC);
        assertThat(result.status()).isEqualTo(OpStatus.DONE);
        assertThat(result.exitReason())
                .isEqualTo("the start of broken.service ended as failed, it is failed (dead) by exit-code;"
                        + " journalctl -u broken.service tells more");
        assertThat(run("broken", "monitor").rc()).isEqualTo(OcfCode.NOT_RUNNING);
    }

    @Test
    void knowsWhatIsNotInstalled() throws Exception {
        var missing = run("none", "monitor");
        assertThat(missing.rc()).isEqualTo(OcfCode.NOT_INSTALLED);
        assertThat(missing.exitReason()).isEqualTo("systemd has no unit none.service");
        assertThat(run("none", "start").exitReason()).isEqualTo("systemd has no unit none.service");
        assertThat(settings("none.service")).doesNotExist();
        assertThat(run("none", "stop").rc()).isEqualTo(OcfCode.OK);
        assertThat(run("../etc", "start").exitReason()).isEqualTo("../etc.service is not the name of a unit");
        try (var elsewhere = new UnitRunner(
                new SystemdPlace("unix:path=" + directory.resolve("no-bus"), directory.resolve("units")))) {
            var none = elsewhere
                    .run(call("web", "monitor", LONG))
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);
            assertThat(none.status()).isEqualTo(OpStatus.NOT_INSTALLED);
            var stopped = elsewhere
                    .run(call("web", "stop", LONG))
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);
            assertThat(stopped.rc()).isEqualTo(OcfCode.OK);
        }
    }

    @Test
    void connectsAnewAfterTheBusWasRestarted() throws Exception {
        assertThat(run("web", "start").rc()).isEqualTo(OcfCode.OK);
        systemd.close();
        bus.close();
        bus = new PrivateBus(directory);
        systemd = new StandIn(bus.address(), "web.service");

        var result = run("web", "monitor");
        while (result.status() == OpStatus.ERROR) {
            result = run("web", "monitor");
        }

        assertThat(result.rc()).as(result.exitReason()).isEqualTo(OcfCode.NOT_RUNNING);
    }

    @Test
    void holdsTheTimeoutThoughTheBusNeverAnswers() throws Exception {
        var socket = directory.resolve("mute-bus");
        try (var mute = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                var stuck = new UnitRunner(new SystemdPlace("unix:path=" + socket, directory.resolve("units")))) {
            mute.bind(UnixDomainSocketAddress.of(socket));

            var result = stuck.run(call("web", "start", Duration.ofMillis(300)))
                    .toCompletableFuture()
                    .get(120, TimeUnit.SECONDS);

            assertThat(result.status()).isEqualTo(OpStatus.TIMEOUT);
            assertThat(result.exitReason()).isEqualTo("start of web.service did not end within 300ms");
        }
    }

    @Test
    void describesUnits() throws Exception {
        var answer = runner.metadata(new AgentId(AgentId.SYSTEMD, "", "web"))
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);

        assertThat(answer).isInstanceOf(AgentMetadataAnswer.Known.class);
        var metadata = ((AgentMetadataAnswer.Known) answer).metadata();
        assertThat(metadata.longDescription()).isEqualTo("The unit web.service");
        assertThat(metadata.actions())
                .extracting(AgentMetadata.Action::name)
                .containsExactly("start", "stop", "monitor");
    }
}
