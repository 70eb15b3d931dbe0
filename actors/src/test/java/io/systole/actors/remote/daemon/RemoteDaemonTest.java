package io.systole.actors.remote.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.systole.actors.remote.core.Frame;
import io.systole.actors.remote.core.OperationWords;
import io.systole.actors.remote.core.SharedKey;
import io.systole.actors.remote.core.Welcome;
import io.systole.actors.remote.link.Greeting;
import io.systole.actors.remote.link.Handshake;
import io.systole.actors.remote.link.Link;
import io.systole.actors.resource.OperationRunner;
import io.systole.actors.resource.OperationRunner.Ran;
import io.systole.actors.resource.core.AgentTraits;
import io.systole.actors.resource.core.OperationResult;
import io.systole.actors.resource.wire.OperationOrder;
import io.systole.actors.resource.wire.TransitionKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whom a remote host obeys, and what it keeps for whoever comes next. */
@Timeout(60)
final class RemoteDaemonTest {
    private static final SharedKey KEY = key("one key for all of the cluster");
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private final Agents agents = new Agents();
    private RemoteDaemon daemon;

    @BeforeEach
    void start() throws IOException {
        daemon = RemoteDaemon.start(
                new RemoteDaemon.Settings(InetAddress.getLoopbackAddress(), 0, KEY, "test", SILENCE), name -> agents);
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    @Test
    void runsWhatAMemberAsksForAndAnswers() throws IOException {
        var member = new Member(welcome(connect(KEY, "n1", 1)));

        member.run("7", "web", "start");
        agents.end("web start", 0);

        Frame answer = member.next();
        assertThat(answer.kind()).isEqualTo("result");
        assertThat(answer.word(0)).isEqualTo("7");
        assertThat(OperationWords.ran(answer.words().subList(1, answer.words().size()))
                        .result()
                        .rc())
                .isZero();
    }

    @Test
    void refusesWhoHasAnotherKeyAndOneOfAnotherCluster() {
        SharedKey other = key("another key of some other place");

        assertThatThrownBy(() -> connect(other, "n1", 1)).hasMessageContaining("does not accept");
        assertThatThrownBy(() -> Handshake.connect(
                        address(), KEY, new Greeting("foreign", "n1", "far", 1), Duration.ofSeconds(5), SILENCE))
                .hasMessageContaining("belongs to cluster test");
    }

    @Test
    void obeysTheNewerWordAndTellsAnOlderOneWhatItHasHeard() throws IOException {
        var first = new Member(welcome(connect(KEY, "n1", 5)));
        var second = new Member(welcome(connect(KEY, "n2", 6)));

        assertThat(first.closed.join()).isNotEmpty();
        second.run("1", "web", "monitor");
        agents.end("web monitor", 0);
        assertThat(second.next().kind()).isEqualTo("result");

        assertThat(connect(KEY, "n1", 5)).isEqualTo(new Handshake.Outdated(6));
    }

    @Test
    void whatANextMemberAsksWaitsForWhatTheLastOneBegan() throws IOException {
        var first = new Member(welcome(connect(KEY, "n1", 1)));
        first.run("1", "web", "start");
        agents.awaitBegun("web start");
        first.link.close();

        var second = new Member(welcome(connect(KEY, "n2", 2)));
        second.run("1", "web", "monitor");
        second.run("2", "mail", "monitor");
        agents.end("mail monitor", 7);
        assertThat(second.next().word(0)).isEqualTo("2");
        assertThat(agents.begun).doesNotContain("web monitor");

        agents.end("web start", 0);
        agents.end("web monitor", 0);
        assertThat(second.next().word(0)).isEqualTo("1");
    }

    @Test
    void keepsNotesForTheNextMemberOnceItHasBeenAdopted() throws IOException {
        var first = new Member(welcome(connect(KEY, "n1", 1)));
        assertThat(Welcome.of(first.memos.words()).adopted()).isFalse();
        first.link.send(Frame.of("adopted"));
        first.link.send(Frame.of("note", "web", "1", "0", "0", "1", "monitor_1000", "3"));
        first.run("1", "web", "monitor");
        agents.end("web monitor", 0);
        first.next();

        Welcome next = Welcome.of(new Member(welcome(connect(KEY, "n2", 2))).memos.words());

        assertThat(next.adopted()).isTrue();
        assertThat(next.memos()).containsOnlyKeys("web");
        assertThat(Objects.requireNonNull(next.memos().get("web")).failCounts()).containsEntry("monitor_1000", "3");
    }

    @Test
    void asksForLeaveAndEndsWhenItIsLetGo() throws IOException {
        var member = new Member(welcome(connect(KEY, "n1", 1)));

        daemon.leave();
        assertThat(member.next().kind()).isEqualTo("leave");
        assertThat(daemon.ended().toCompletableFuture()).isNotDone();
        member.link.end(Frame.of("bye"));

        assertThat(daemon.ended().toCompletableFuture().join()).isEqualTo("the cluster let this host go");
    }

    @Test
    void endsAtOnceWhenNobodyIsThereToAsk() {
        daemon.leave();

        assertThat(daemon.ended().toCompletableFuture().join()).contains("no member");
    }

    private static SharedKey key(String text) {
        return SharedKey.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), daemon.port());
    }

    private Handshake.Answer connect(SharedKey key, String host, long epoch) throws IOException {
        return Handshake.connect(
                address(), key, new Greeting("test", host, "far", epoch), Duration.ofSeconds(5), SILENCE);
    }

    private static Handshake.Welcome welcome(Handshake.Answer answer) {
        return (Handshake.Welcome) answer;
    }

    /** A member's end of a connection. */
    private static final class Member implements Link.Listener {
        private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
        private final CompletableFuture<String> closed = new CompletableFuture<>();
        private final Link link;
        private final Frame memos;

        Member(Handshake.Welcome welcome) {
            link = welcome.link();
            link.start("test", this);
            memos = next();
            assertThat(memos.kind()).isEqualTo("memos");
        }

        void run(String id, String resource, String operation) {
            var words = new ArrayList<String>();
            words.add(id);
            words.addAll(OperationWords.of(new OperationOrder(
                    new TransitionKey(1, 2, 0, "dc"),
                    resource,
                    null,
                    "ocf",
                    "test",
                    "Dummy",
                    operation,
                    resource + "_" + operation + "_0",
                    0,
                    "INFINITY",
                    new TreeMap<>())));
            link.send(new Frame("run", words));
        }

        Frame next() {
            try {
                Frame next = frames.poll(30, TimeUnit.SECONDS);
                assertThat(next).isNotNull();
                return next;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
        }

        @Override
        public void onFrame(Frame frame) {
            frames.add(frame);
        }

        @Override
        public void onClosed(String why) {
            closed.complete(why);
        }
    }

    /** Agents that end when the test says so. */
    private static final class Agents implements OperationRunner {
        private final List<String> begun = new CopyOnWriteArrayList<>();
        private final ConcurrentHashMap<String, CompletableFuture<Ran>> open = new ConcurrentHashMap<>();
        private final ConcurrentHashMap<String, CompletableFuture<String>> awaited = new ConcurrentHashMap<>();

        @Override
        public CompletionStage<Ran> run(OperationOrder order) {
            String what = order.resource() + " " + order.operation();
            begun.add(what);
            awaited.computeIfAbsent(what, missing -> new CompletableFuture<>()).complete(what);
            return open.computeIfAbsent(what, missing -> new CompletableFuture<>());
        }

        void awaitBegun(String what) {
            awaited.computeIfAbsent(what, missing -> new CompletableFuture<>()).join();
        }

        void end(String what, int rc) {
            open.computeIfAbsent(what, missing -> new CompletableFuture<>())
                    .complete(new Ran(
                            new OperationResult(rc, 0, "", Instant.EPOCH, Duration.ZERO, List.of()),
                            AgentTraits.unknown()));
        }
    }
}
