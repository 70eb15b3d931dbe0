package io.systole.runtime.tls.files;

import io.systole.runtime.tls.x509.Fingerprint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The tokens that were given out and not used yet, one file each: never the secret, only its hash. A token is used by
 * deleting its file, which succeeds once.
 */
public final class TokenFiles {
    /**
     * A token that was given out.
     *
     * @param node the node that it is for; empty for any of the list
     */
    public record Known(Path file, String hash, Instant until, Optional<String> node) {}

    private final Path directory;

    TokenFiles(Path directory) {
        this.directory = directory;
    }

    public void add(byte[] secret, Instant until, Optional<String> node) throws IOException {
        var hash = HexFormat.of().formatHex(Fingerprint.of(secret));
        var text = "hash=" + hash + "\nuntil=" + until + "\nnode=" + node.orElse("") + "\n";
        TlsDirectory.replace(directory.resolve(hash.substring(0, 16)), text, "rw-------");
    }

    /** The token with this secret. All are compared, and each in constant time. */
    public Optional<Known> find(byte[] secret) throws IOException {
        byte[] hash = bytes(HexFormat.of().formatHex(Fingerprint.of(secret)));
        Optional<Known> found = Optional.empty();
        for (var known : all()) {
            if (MessageDigest.isEqual(bytes(known.hash()), hash)) {
                found = Optional.of(known);
            }
        }
        return found;
    }

    /** False when somebody else has used it meanwhile. */
    public boolean use(Known token) throws IOException {
        try {
            Files.delete(token.file());
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Forgets those whose time is over. */
    public void removeOutdated(Instant now) throws IOException {
        for (var known : all()) {
            if (known.until().isBefore(now)) {
                Files.deleteIfExists(known.file());
            }
        }
    }

    private static byte[] bytes(String hash) {
        return hash.getBytes(StandardCharsets.US_ASCII);
    }

    private List<Known> all() throws IOException {
        var all = new ArrayList<Known>();
        if (!Files.isDirectory(directory)) {
            return all;
        }
        try (var files = Files.newDirectoryStream(directory)) {
            for (var file : files) {
                read(file).ifPresent(all::add);
            }
        }
        return all;
    }

    private static Optional<Known> read(Path file) throws IOException {
        var lines = new java.util.TreeMap<String, String>();
        try {
            for (var line : Files.readAllLines(file)) {
                var equals = line.indexOf('=');
                if (equals > 0) {
                    lines.put(line.substring(0, equals), line.substring(equals + 1));
                }
            }
            return Optional.of(new Known(
                    file,
                    lines.getOrDefault("hash", ""),
                    Instant.parse(lines.getOrDefault("until", "")),
                    Optional.of(lines.getOrDefault("node", "")).filter(node -> !node.isEmpty())));
        } catch (NoSuchFileException | DateTimeException usedOrDamaged) {
            return Optional.empty();
        }
    }
}
