package io.systole.runtime.node;

import io.systole.cib.acl.Subject;
import io.systole.event.EventCode;
import io.systole.runtime.access.NodeAddress;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each local user who connects to a socket in the run directory a token of its own: the kernel says who it is
 * (SO_PEERCRED), the host's user database in which groups. Only members of one group are let in, as with Pacemaker.
 */
final class LocalUsers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalUsers.class);
    /** As many user databases that do not answer hold up nobody else. */
    private static final int THREADS = 4;

    private final Path socket;
    private final ServerSocketChannel server;
    private final ExecutorService threads;
    private final Identities identities;
    private final String group;

    private LocalUsers(Path socket, ServerSocketChannel server, Identities identities, String group) {
        this.socket = socket;
        this.server = server;
        this.identities = identities;
        this.group = group;
        this.threads = Executors.newFixedThreadPool(THREADS + 1, work -> {
            var thread = new Thread(work, "local-users");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Empty, with a line in the log, where the socket cannot be made: users then need tokens. */
    static Optional<LocalUsers> listen(Path runDirectory, Identities identities, String group) {
        var socket = NodeAddress.socket(runDirectory);
        try {
            Files.deleteIfExists(socket);
            var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(socket));
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
            var users = new LocalUsers(socket, server, identities, group);
            users.threads.execute(users::accept);
            return Optional.of(users);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.atWarn()
                    .addKeyValue("code", EventCode.LOCAL_USERS_UNKNOWN)
                    .addKeyValue("socket", socket)
                    .addKeyValue("why", e.getMessage())
                    .log("local users cannot be identified: they need tokens");
            return Optional.empty();
        }
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                var client = server.accept();
                threads.execute(() -> answer(client));
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                LOG.atDebug().addKeyValue("why", e.getMessage()).log("local user not heard");
            }
        }
    }

    private void answer(SocketChannel client) {
        try (client) {
            var user =
                    client.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
            var subject = subject(user, System.getProperty("user.name", ""), group, OsGroups.of(user));
            var text = subject.map(known -> "token " + identities.open(known, Instant.now()))
                    .orElse("user " + user + " is not in the group " + group + ", so this node does not let it in");
            client.write(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("why", e.getMessage()).log("local user not answered");
        }
    }

    /** Who a local user is; empty for one who is not let in. */
    static Optional<Subject> subject(String user, String owner, String group, List<String> groups) {
        if (user.equals(owner)) {
            return Optional.of(Subject.superuser(user));
        }
        return Subject.isSuperuserName(user) || groups.contains(group)
                ? Optional.of(Subject.of(user, groups))
                : Optional.empty();
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdown();
        Files.deleteIfExists(socket);
    }
}
