package io.systole.actors.remote.daemon;

import io.systole.actors.command.CommandSocket;
import io.systole.actors.remote.core.Frame;
import io.systole.actors.remote.core.OperationWords;
import io.systole.actors.remote.core.SharedKey;
import io.systole.actors.remote.link.Greeting;
import io.systole.actors.remote.link.Handshake;
import io.systole.actors.remote.link.Link;
import io.systole.actors.resource.OperationRunner;
import io.systole.actors.resource.OperationRunner.Ran;
import io.systole.actors.resource.wire.OperationOrder;
import io.systole.cib.NodeName;
import io.systole.event.EventCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What runs on a remote host. It obeys the member that is connected, and a newer one instead as soon as that proves itself;
 * it decides nothing, and without a member it leaves everything as it is. Operations of one resource run one after the
 * other, whoever asked for them, so that what a next member asks waits for what its predecessor began.
 */
public final class RemoteDaemon implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteDaemon.class);
    private static final Duration HANDSHAKE = Duration.ofSeconds(10);
    private static final int BACKLOG = 50;
    private static final int STRANGERS_AT_ONCE = 16;

    /**
     * What it is told at its start.
     *
     * @param port 0 for any free one
     * @param cluster the only cluster that it obeys; empty for whichever has the key
     * @param silence a member that says nothing for so long is gone
     */
    public record Settings(InetAddress address, int port, SharedKey key, String cluster, Duration silence) {}

    private final Settings settings;
    private final Function<String, OperationRunner> agents;
    private final Executor greeters = Executors.newFixedThreadPool(STRANGERS_AT_ONCE, RemoteDaemon::greeter);
    private final ServerSocket listening;
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private final State state = new State();
    private final ForwardedCommands commands = new ForwardedCommands(this::link);
    private volatile @Nullable CommandSocket commandSocket;

    /** What changes; every access holds its lock. */
    private static final class State {
        private long epoch;
        private @Nullable Link link;
        private @Nullable OperationRunner runner;
        private String name = "";
        private boolean adopted;
        private boolean leaving;
        private final SortedMap<String, List<String>> notes = new TreeMap<>();
        private final SortedMap<String, CompletableFuture<?>> last = new TreeMap<>();
    }

    private RemoteDaemon(Settings settings, Function<String, OperationRunner> agents, ServerSocket listening) {
        this.settings = settings;
        this.agents = agents;
        this.listening = listening;
    }

    /**
     * Starts it; throws where the port is taken.
     *
     * @param agents gives the runner of the agents for a remote node of this name
     */
    public static RemoteDaemon start(Settings settings, Function<String, OperationRunner> agents) throws IOException {
        var listening = new ServerSocket(settings.port(), BACKLOG, settings.address());
        var daemon = new RemoteDaemon(settings, agents, listening);
        var accepting = new Thread(daemon::accept, "systole-remote-accept");
        accepting.setDaemon(true);
        accepting.start();
        LOG.atInfo()
                .addKeyValue("code", EventCode.REMOTE_LISTENS)
                .addKeyValue("address", settings.address().getHostAddress())
                .addKeyValue("port", daemon.port())
                .log("waiting for the cluster");
        return daemon;
    }

    /** Has the member that is connected answer the commands of that directory, which the agents call. */
    public void answerCommands(Path directory) {
        commandSocket =
                CommandSocket.listen(directory, this::remoteNode, commands).orElse(null);
    }

    private NodeName remoteNode() {
        synchronized (state) {
            return new NodeName(state.name.isEmpty() ? "localhost" : state.name);
        }
    }

    private @Nullable Link link() {
        synchronized (state) {
            return state.link;
        }
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Ends when the cluster has let this host go, or it was closed; with the reason. */
    public CompletionStage<String> ended() {
        return ended;
    }

    /** Asks the cluster to move everything off; without a cluster there is nobody to ask, and it ends at once. */
    public void leave() {
        Link link;
        synchronized (state) {
            link = state.link;
            state.leaving = true;
        }
        if (link != null && link.isOpen()) {
            LOG.info("asked the cluster to move everything off");
            link.send(Frame.of("leave"));
        } else {
            ended.complete("no member of the cluster is connected; what runs here runs on");
        }
    }

    /** Ends it; what runs here runs on. */
    @Override
    public void close() {
        Link link;
        synchronized (state) {
            link = state.link;
        }
        if (link != null) {
            link.close();
        }
        try {
            listening.close();
        } catch (IOException alreadyClosed) {
            // closed is closed
        }
        CommandSocket socket = commandSocket;
        if (socket != null) {
            socket.close();
        }
        ended.complete("closed");
    }

    private static Thread greeter(Runnable work) {
        var thread = new Thread(work, "systole-remote-greeter");
        thread.setDaemon(true);
        return thread;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                greeters.execute(() -> greet(socket));
            } catch (IOException failed) {
                if (!listening.isClosed()) {
                    LOG.atWarn().addKeyValue("why", failed.getMessage()).log("a connection was not accepted");
                }
            }
        }
    }

    private void greet(Socket socket) {
        try {
            var accepted = Handshake.accept(
                    socket, settings.key(), settings.cluster(), new Authority(), HANDSHAKE, settings.silence());
            serve(accepted);
        } catch (IOException | RuntimeException refused) {
            LOG.atWarn()
                    .addKeyValue("code", EventCode.REMOTE_REFUSED)
                    .addKeyValue("peer", socket.getRemoteSocketAddress())
                    .addKeyValue("why", refused.getMessage())
                    .log("connection refused");
            try {
                socket.close();
            } catch (IOException alreadyClosed) {
                // closed is closed
            }
        }
    }

    /** A member is obeyed when its word is not older than the newest that was heard. */
    private final class Authority implements Handshake.Judge {
        @Override
        public boolean obeys(Greeting greeting) {
            synchronized (state) {
                if (greeting.epoch() < state.epoch) {
                    return false;
                }
                state.epoch = greeting.epoch();
                if (state.runner == null || !state.name.equals(greeting.remote())) {
                    state.runner = agents.apply(greeting.remote());
                    state.name = greeting.remote();
                    state.adopted = false;
                    state.notes.clear();
                }
                return true;
            }
        }

        @Override
        public long epoch() {
            synchronized (state) {
                return state.epoch;
            }
        }
    }

    /** What the member has to know before it orders anything. */
    private Frame memos() {
        var words = new ArrayList<String>();
        synchronized (state) {
            words.add(Integer.toString(Runtime.getRuntime().availableProcessors()));
            words.add(Boolean.toString(state.adopted));
            state.notes.forEach((resource, note) -> {
                words.add(resource);
                words.add(Integer.toString(note.size()));
                words.addAll(note);
            });
        }
        return new Frame("memos", words);
    }

    private void serve(Handshake.Accepted accepted) {
        Link before;
        boolean outdated;
        boolean leaving;
        synchronized (state) {
            before = state.link;
            leaving = state.leaving;
            outdated = accepted.greeting().epoch() < state.epoch;
            if (!outdated) {
                state.link = accepted.link();
            }
        }
        if (outdated) {
            accepted.link().close("a newer member is connected");
            return;
        }
        if (before != null) {
            before.close("a newer member is connected");
        }
        LOG.atInfo()
                .addKeyValue("code", EventCode.REMOTE_CONNECTED)
                .addKeyValue("host", accepted.greeting().host())
                .addKeyValue("remote", accepted.greeting().remote())
                .log("connected");
        accepted.link().start("remote", new Obeying(accepted));
        accepted.link().send(memos());
        if (leaving) {
            accepted.link().send(Frame.of("leave"));
        }
    }

    /** Does what one member says. */
    private final class Obeying implements Link.Listener {
        private final Handshake.Accepted member;

        Obeying(Handshake.Accepted member) {
            this.member = member;
        }

        @Override
        public void onFrame(Frame frame) {
            synchronized (state) {
                if (state.link != member.link()) {
                    return;
                }
                switch (frame.kind()) {
                    case "run" ->
                        run(
                                frame.word(0),
                                OperationWords.order(
                                        frame.words().subList(1, frame.words().size())));
                    case "note" ->
                        state.notes.put(
                                frame.word(0),
                                frame.words().subList(1, frame.words().size()));
                    case "adopted" -> {
                        state.adopted = true;
                        state.notes.clear();
                    }
                    case "answer" -> commands.onAnswer(frame);
                    case "bye" -> bye();
                    default -> LOG.atDebug().addKeyValue("kind", frame.kind()).log("a frame that is not understood");
                }
            }
        }

        private void run(String id, OperationOrder order) {
            OperationRunner runner = state.runner;
            CompletableFuture<?> before =
                    state.last.getOrDefault(order.resource(), CompletableFuture.completedFuture(""));
            if (runner != null) {
                CompletionStage<Ran> next = before.handle((done, failed) -> "").thenCompose(done -> runner.run(order));
                state.last.put(order.resource(), next.toCompletableFuture());
                next.thenAccept(ran -> {
                    var words = new ArrayList<String>();
                    words.add(id);
                    words.addAll(OperationWords.of(ran));
                    member.link().send(new Frame("result", words));
                });
            }
        }

        private void bye() {
            state.link = null;
            member.link().close("the cluster let this host go");
            if (state.leaving) {
                ended.complete("the cluster let this host go");
            }
        }

        @Override
        public void onClosed(String why) {
            commands.onClosed(member.link());
            LOG.atWarn()
                    .addKeyValue("code", EventCode.REMOTE_DISCONNECTED)
                    .addKeyValue("host", member.greeting().host())
                    .addKeyValue("why", why)
                    .log("no longer connected; what runs here runs on");
        }
    }
}
