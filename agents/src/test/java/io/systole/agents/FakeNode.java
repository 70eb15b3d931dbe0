package io.systole.agents;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** Answers the commands of a directory in the place of a node, and remembers how they were called. */
final class FakeNode implements AutoCloseable {
    private final ServerSocketChannel server;
    private final UnaryOperator<String> answers;
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::serve, "fake-node");

    /**
     * Listens until it is closed.
     *
     * @param answers from what was called to what is answered, both with | between the words
     */
    FakeNode(Path commands, UnaryOperator<String> answers) throws IOException {
        this.answers = answers;
        var directory = Files.createDirectories(ShippedAgents.socketDirectory(commands));
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(directory.resolve("node")));
        thread.start();
    }

    /** One that is content with everything. */
    static FakeNode content(Path commands) throws IOException {
        return new FakeNode(commands, call -> "said|0||||end");
    }

    /** The calls so far, with | between the words. */
    List<String> calls() {
        return List.copyOf(calls);
    }

    private void serve() {
        while (server.isOpen()) {
            try (var client = server.accept()) {
                var call = read(client).replace('\0', '|');
                calls.add(call);
                var answer = answers.apply(call).replace('|', '\0');
                client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static String read(SocketChannel client) throws IOException {
        var all = new ByteArrayOutputStream();
        var some = ByteBuffer.allocate(4096);
        while (client.read(some) >= 0) {
            all.write(some.array(), 0, some.position());
            some.clear();
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        server.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
