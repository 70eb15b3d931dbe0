package io.systole.runtime.access;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * As whom a command comes to a node of its host: with the token of a file that was named; else as the node's owner, whose
 * access file only the owner can read; else with the token in the user's own file; else as the local user that the kernel
 * says it is.
 */
public final class Credentials {
    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);
    /** More than any answer of the socket has. */
    private static final int ANSWER_MAX = 4096;

    private final @Nullable Path named;
    private final Path usual;
    private final @Nullable Path authority;

    private Credentials(@Nullable Path named, Path usual, @Nullable Path authority) {
        this.named = named;
        this.usual = usual;
        this.authority = authority;
    }

    /** The file that an option names, or else the environment does; and the user's own file. */
    public static Credentials of(@Nullable Path option) {
        return of(option, null);
    }

    /**
     * The same, with the file of the authority that signed the nodes' certificates (PEM), where an option names one; else that
     * of the environment.
     */
    public static Credentials of(@Nullable Path option, @Nullable Path authority) {
        return new Credentials(
                named(option, "SYSTOLE_TOKEN_FILE"),
                Path.of(System.getProperty("user.home", "/"), ".config", "systole", "token"),
                named(authority, "SYSTOLE_CA"));
    }

    private static @Nullable Path named(@Nullable Path option, String variable) {
        var environment = System.getenv(variable);
        return option != null || environment == null || environment.isBlank() ? option : Path.of(environment);
    }

    /** How to enter the node whose run directory this is; empty when none runs there. */
    public Optional<AccessFile> enter(Path runDirectory) throws IOException {
        if (named == null && AccessFile.isReadable(runDirectory)) {
            return AccessFile.read(runDirectory).map(access -> access.trusting(trust(runDirectory)));
        }
        var address = NodeAddress.read(runDirectory);
        if (address.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new AccessFile(
                        address.get().url(), token(runDirectory), address.get().node(), 0)
                .trusting(trust(runDirectory)));
    }

    /**
     * How to enter a node by its URL, from any host: with a token, and believing it by the file that was named, else {@code
     * ~/.config/systole/ca.crt}, else the authorities that the JVM knows.
     */
    public AccessFile at(String url, String node) throws IOException {
        if (named == null && !Files.exists(usual)) {
            throw new IOException(
                    "a node is asked by its URL as a user: give a token with --token-file, SYSTOLE_TOKEN_FILE or "
                            + usual + " (`systole access grant` makes one)");
        }
        var beside = usual.resolveSibling("ca.crt");
        var believed = authority == null && Files.exists(beside) ? beside : authority;
        return new AccessFile(url, read(named == null ? usual : named), node, 0).trusting(believed);
    }

    /** By what the node is believed: the file that was named, else what the node itself has laid down. */
    private Path trust(Path runDirectory) {
        return authority == null ? TrustFile.in(runDirectory) : authority;
    }

    private String token(Path runDirectory) throws IOException {
        if (named != null) {
            return read(named);
        }
        return Files.exists(usual) ? read(usual) : identified(runDirectory);
    }

    private static String read(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException(file + ": the token file is not there or not readable");
        }
        if (Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
            throw new IOException(file + ": the token file can be read or written by others: chmod 600 " + file);
        }
        return Files.readString(file, StandardCharsets.UTF_8).strip();
    }

    private static String identified(Path runDirectory) throws IOException {
        var socket = NodeAddress.socket(runDirectory);
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            var buffer = ByteBuffer.allocate(ANSWER_MAX);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                // until the node closes
            }
            var answer = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8).strip();
            if (!answer.startsWith("token ")) {
                throw new IOException(answer.isEmpty() ? socket + ": no answer" : answer);
            }
            return answer.substring("token ".length());
        } catch (IOException e) {
            throw new IOException(
                    e.getMessage() + "; give a token with --token-file, SYSTOLE_TOKEN_FILE or ~/.config/systole/token"
                            + " (`systole access grant` makes one)",
                    e);
        }
    }
}
