package io.systole.runtime.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a running node's HTTP interface is and the token that opens it. The node writes it to its run directory at each
 * start with a new token, readable by its owner alone: whoever may read the file may steer the cluster.
 *
 * @param trust over HTTPS, the file with the certificates by which the node is believed (PEM); null for those that the JVM
 *     knows
 */
public record AccessFile(
        String url,
        String token,
        String node,
        long pid,
        @Nullable Path trust) {
    /** The file's name in the run directory. */
    public static final String NAME = "management";

    private static final String HTTPS = "https://";

    /** With the certificates that the JVM knows. */
    public AccessFile(String url, String token, String node, long pid) {
        this(url, token, node, pid, null);
    }

    /** Whether requests to it are encrypted. */
    public boolean isSecure() {
        return url.startsWith(HTTPS);
    }

    /** The same, of a node that is believed by the certificates of this file; null for those that the JVM knows. */
    public AccessFile trusting(@Nullable Path file) {
        return new AccessFile(url, token, node, pid, isSecure() ? file : null);
    }

    /** A token that cannot be guessed: 256 random bits. */
    public static String newToken() {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    public void write(Path runDirectory) throws IOException {
        Files.createDirectories(runDirectory);
        var temporary = runDirectory.resolve(NAME + ".new");
        Files.deleteIfExists(temporary);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel = Files.newByteChannel(
                temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            var text = "url=" + url + "\ntoken=" + token + "\nnode=" + node + "\npid=" + pid + "\n";
            channel.write(java.nio.ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        }
        Files.move(temporary, runDirectory.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Whether one is there, and this user may read it. */
    static boolean isReadable(Path runDirectory) {
        return Files.isReadable(runDirectory.resolve(NAME));
    }

    /** Empty when no node has written one here. */
    public static Optional<AccessFile> read(Path runDirectory) throws IOException {
        var file = runDirectory.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var values = new TreeMap<String, String>();
        for (var line : Files.readAllLines(file)) {
            var equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        var url = values.get("url");
        var token = values.get("token");
        if (url == null || token == null) {
            throw new IOException(file + ": has no url or no token; restart the node, which writes it anew");
        }
        var pid = values.getOrDefault("pid", "");
        return Optional.of(new AccessFile(
                        url,
                        token,
                        values.getOrDefault("node", ""),
                        pid.matches("[0-9]{1,18}") ? Long.parseLong(pid) : 0)
                .trusting(TrustFile.in(runDirectory)));
    }

    public static void delete(Path runDirectory) throws IOException {
        Files.deleteIfExists(runDirectory.resolve(NAME));
    }
}
