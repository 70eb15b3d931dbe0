package io.systole.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.runtime.monitor.MonitorEvent;
import io.systole.runtime.monitor.MonitorEvent.Broken;
import io.systole.runtime.monitor.MonitorEvent.Connected;
import io.systole.runtime.monitor.MonitorEvent.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The live view, from the node's stream to the terminal. */
class MonitorCommandTest {
    private static final String CALM = """
            {"cluster":"demo","dc":"n1","quorate":true,"quorum":"2 of 2 votes","cibVersion":"0.5.7",\
            "phase":"idle after transition 3","attention":[],"instances":1,"nodes":[\
            {"name":"n1","condition":"ONLINE","isDc":true,"kind":"MEMBER"},\
            {"name":"n2","condition":"ONLINE","isDc":false,"kind":"MEMBER"}],"resources":[\
            {"id":"web","agent":"ocf:heartbeat:nginx","notes":[],"placements":[\
            {"instance":"web","node":"n1","role":"STARTED","failed":false,"unclean":false}]}],\
            "failures":[],"tickets":[],"fencing":[]}""";
    private static final String MOVED = CALM.replace("\"node\":\"n1\",\"role\"", "\"node\":\"n2\",\"role\"");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private final BlockingQueue<MonitorEvent> heard = new LinkedBlockingQueue<>();

    @Test
    void drawsOnATerminalWhatIsToldAsItIsTold() throws Exception {
        try (var node = new FakeNode(directory)) {
            node.streams();
            node.tell("state", CALM);
            try (var terminal = terminal("monitor", "xterm")) {
                terminal.await("Started n1");
                node.tell("state", MOVED);
                terminal.await("web: Started n1 -> Started n2");
                // keys reach the core, and what they do reaches the screen
                terminal.type("n");
                terminal.await(" and what they run");
                terminal.type("?");
                terminal.await("this, and away again");
                terminal.type("q");
                terminal.await("\u001b[?1049l");
                assertThat(terminal.awaitEnd()).isZero();
            }
        }
    }

    @Test
    void readsDetailsBesideWhenTheirKeyIsPressed() throws Exception {
        try (var node = new FakeNode(directory)) {
            node.answers("GET /v1/cib", """
                    <cib validate-with="pacemaker-3.10" epoch="1" num_updates="0" admin_epoch="0"><configuration>
                      <crm_config/><nodes><node id="1" uname="n1"><instance_attributes id="i">
                        <nvpair id="r" name="rack" value="r17"/></instance_attributes></node></nodes>
                      <resources/><constraints/></configuration><status/></cib>
                    """);
            node.streams();
            node.tell("state", CALM);
            try (var terminal = terminal("monitor", "xterm")) {
                terminal.await("Started n1");
                assertThat(node.asked).noneMatch(request -> request.contains("/v1/cib"));
                terminal.type("a");
                terminal.await("r17");
                terminal.type("q");
                assertThat(terminal.awaitEnd()).isZero();
            }
        }
    }

    @Test
    @SuppressWarnings("try") // the node goes in the midst
    void saysOnTheScreenThatTheNodeIsGone() throws Exception {
        try (var node = new FakeNode(directory)) {
            node.streams();
            node.tell("state", CALM);
            try (var terminal = terminal("monitor", "xterm")) {
                terminal.await("Started n1");
                node.close();
                terminal.await("NO NODE ANSWERS: WHAT IS SHOWN IS ");
                terminal.type("q");
                assertThat(terminal.awaitEnd()).isZero();
            }
        }
    }

    private PseudoTerminal terminal(String command, String kind) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var line = java + " -XX:TieredStopAtLevel=1 -cp '" + System.getProperty("java.class.path")
                + "' io.systole.Main " + command + " --config " + directory.resolve("systole.conf");
        return new PseudoTerminal("stty cols 120 rows 30; " + line, Map.of("TERM", kind));
    }

    @Test
    @SuppressWarnings("try") // the node goes in the midst
    void listensToAnotherNodeWhereOneIsGone() throws Exception {
        Files.writeString(
                directory.resolve("two.conf"),
                "systole { nodes = [ { name = n1, addresses = [\"127.0.0.1\"] }, { name = n2, addresses = [\"127.0.0.1:9699\"] } ],"
                        + " directories { state = \"" + directory + "/\"${systole.node.name}\"/state\", run = \""
                        + directory + "/\"${systole.node.name}\"/run\" } }");
        try (var one = new FakeNode(directory.resolve("n1"), "n1");
                var two = new FakeNode(directory.resolve("n2"), "n2")) {
            one.streams();
            two.streams();
            one.tell("state", CALM);
            two.tell("state", MOVED);
            var feed = feed(directory.resolve("two.conf"));

            await(event ->
                    event instanceof Connected connected && connected.node().equals("n1"));
            await(Told.class::isInstance);
            one.close();
            await(event -> event instanceof Broken broken && broken.node().equals("n1"));
            await(event ->
                    event instanceof Connected connected && connected.node().equals("n2"));
            await(event -> event instanceof Told told && told.name().equals("state"));
            feed.stop();
        }
    }

    @Test
    void asksANodeThatHasNoStream() throws Exception {
        try (var node = new FakeNode(directory)) {
            node.answers("GET /v1/status", CALM);
            var feed = feed(directory.resolve("systole.conf"));

            await(Connected.class::isInstance);
            await(event -> event instanceof Told told
                    && told.data().path("cluster").asText().equals("demo"));
            feed.stop();
        }
    }

    private MonitorFeed feed(Path config) {
        var target = new Target();
        new CommandLine(CommandLine.Model.CommandSpec.create()
                        .addMixin("target", CommandLine.Model.CommandSpec.forAnnotatedObject(target)))
                .parseArgs("--config", config.toString());
        var feed = new MonitorFeed(target, heard::add, Duration.ofMillis(20));
        var thread = new Thread(feed, "feed");
        thread.setDaemon(true);
        thread.start();
        return feed;
    }

    private void await(Predicate<MonitorEvent> wanted) throws InterruptedException {
        var deadline = Instant.now().plusSeconds(20);
        @Nullable MonitorEvent last = null;
        while (Instant.now().isBefore(deadline)) {
            var event = heard.poll(1, TimeUnit.SECONDS);
            if (event != null && wanted.test(event)) {
                return;
            }
            last = event == null ? last : event;
        }
        throw new AssertionError("not heard; the last was " + last);
    }
}
