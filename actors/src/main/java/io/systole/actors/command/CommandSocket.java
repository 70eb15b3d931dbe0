package io.systole.actors.command;

import io.systole.actors.command.core.Call;
import io.systole.actors.command.core.CallWords;
import io.systole.actors.command.core.Reply;
import io.systole.agents.ShippedAgents;
import io.systole.cib.NodeName;
import io.systole.event.EventCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to the commands that the agents of this host call. The socket lies in a directory that the node's user alone may
 * enter, and root: whoever gets here may do what the node's agents may. A call takes a thread of this socket's own until it
 * is read, and none while it waits for an answer, so that no agent can hold up the node or another agent.
 */
public final class CommandSocket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommandSocket.class);
    private static final int BACKLOG = 512;
    private static final int BYTES_MAX = 32 * 1024 * 1024;
    /** What a socket's path may have, with its end, on every system. */
    private static final int PATH_MAX = 100;

    private final ServerSocketChannel server;
    private final Path link;
    private final Path socket;
    private final Supplier<NodeName> here;
    private final Commands commands;
    private final ExecutorService threads;
    private final Set<SocketChannel> clients = ConcurrentHashMap.newKeySet();

    private CommandSocket(
            ServerSocketChannel server, Path link, Path socket, Supplier<NodeName> here, Commands commands) {
        this.server = server;
        this.link = link;
        this.socket = socket;
        this.here = here;
        this.commands = commands;
        this.threads = Executors.newCachedThreadPool(CommandSocket::thread);
    }

    /**
     * Begins to listen to the commands of that directory. Empty, with a line in the log, where the socket cannot be made:
     * agents then hear that there is no node.
     *
     * @param here the node that callers are on
     */
    public static Optional<CommandSocket> listen(Path commandsDirectory, Supplier<NodeName> here, Commands commands) {
        var link = ShippedAgents.socketDirectory(commandsDirectory).resolve("node");
        try {
            var owner = PosixFilePermissions.fromString("rwx------");
            Files.createDirectories(ShippedAgents.socketDirectory(commandsDirectory));
            Files.setPosixFilePermissions(ShippedAgents.socketDirectory(commandsDirectory), owner);
            Files.deleteIfExists(link);
            boolean tooLong = link.toString().getBytes(StandardCharsets.UTF_8).length > PATH_MAX;
            var socket =
                    tooLong ? Files.createTempDirectory("systole-commands-").resolve("node") : link;
            var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(socket), BACKLOG);
            if (tooLong) {
                Files.createSymbolicLink(link, socket);
            }
            var listening = new CommandSocket(server, link, socket, here, commands);
            thread(listening::accept).start();
            return Optional.of(listening);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.atWarn()
                    .addKeyValue("code", EventCode.COMMANDS_UNHEARD)
                    .addKeyValue("socket", link)
                    .addKeyValue("why", e.getMessage())
                    .log("the commands that agents call cannot reach this node");
            return Optional.empty();
        }
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "systole-commands");
        thread.setDaemon(true);
        return thread;
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                var client = server.accept();
                clients.add(client);
                threads.execute(() -> answer(client));
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException e) {
                LOG.atDebug().addKeyValue("why", e.getMessage()).log("a command was not heard");
            }
        }
    }

    private void answer(SocketChannel client) {
        try {
            Call call =
                    CallWords.call(CallWords.split(read(client)), here.get(), Instant.now(), ZoneId.systemDefault());
            commands.run(call)
                    .thenAcceptAsync(reply -> write(client, reply), threads)
                    .exceptionally(noNode -> {
                        close(client);
                        return null;
                    });
        } catch (IOException | IllegalArgumentException notOneOfOurs) {
            LOG.atDebug().addKeyValue("why", notOneOfOurs.getMessage()).log("a command was not understood");
            close(client);
        }
    }

    private static String read(SocketChannel client) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var some = ByteBuffer.allocate(64 * 1024);
        while (client.read(some) >= 0) {
            bytes.write(some.array(), 0, some.position());
            some.clear();
            if (bytes.size() > BYTES_MAX) {
                throw new IOException("a call of more than " + BYTES_MAX + " bytes");
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private void write(SocketChannel client, Reply reply) {
        try {
            Channels.newOutputStream(client)
                    .write(CallWords.join(CallWords.of(reply)).getBytes(StandardCharsets.UTF_8));
        } catch (IOException gone) {
            // An agent that was ended while it waited reads no answer.
            LOG.atDebug().addKeyValue("why", gone.getMessage()).log("a command did not wait for its answer");
        }
        close(client);
    }

    private void close(SocketChannel client) {
        clients.remove(client);
        try {
            client.close();
        } catch (IOException closedAlready) {
            return;
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            threads.shutdown();
            List.copyOf(clients).forEach(this::close);
            Files.deleteIfExists(link);
            if (!socket.equals(link)) {
                Files.deleteIfExists(socket);
                Files.deleteIfExists(socket.getParent());
            }
        } catch (IOException left) {
            LOG.atDebug().addKeyValue("why", left.getMessage()).log("the commands' socket was not removed");
        }
    }
}
