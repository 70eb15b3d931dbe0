package io.systole.actors.secret;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Files with secrets, as Pacemaker's cibsecret makes them: {@code DIRECTORY/RESOURCE/PARAMETER} holds the value, and
 * {@code PARAMETER.sign} its MD5. The first directory that has a value wins; new ones are written to the first.
 */
public final class SecretFiles {
    /** Where Pacemaker keeps them. */
    public static final Path PACEMAKER = Path.of("/var/lib/pacemaker/lrm/secrets");

    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final List<Path> directories;

    public SecretFiles(List<Path> directories) {
        this.directories = List.copyOf(directories);
    }

    /** A value, or why there is none: an empty reason means that there is one. */
    public record Found(String value, String why) {
        public boolean isThere() {
            return why.isEmpty();
        }

        private static Found no(String why) {
            return new Found("", why);
        }
    }

    /** The value of a parameter; instances of a clone share theirs. */
    public Found find(String resource, String parameter) {
        var id = resource.replaceFirst(":[0-9]+$", "");
        if (!isName(id) || !isName(parameter)) {
            return Found.no("no file can be named after " + id + " " + parameter);
        }
        for (var directory : directories) {
            var file = directory.resolve(id).resolve(parameter);
            if (Files.exists(file)) {
                return read(file);
            }
        }
        return Found.no("no secret for " + parameter + " of " + id + " on this node: looked into " + directories
                + "; set it with `systole resource secret " + id + " set " + parameter + "`");
    }

    private static Found read(Path file) {
        try {
            var trouble = exposed(file);
            if (!trouble.isEmpty()) {
                return Found.no(trouble);
            }
            // the shell's tools end a file with a line break
            var value = Files.readString(file, StandardCharsets.UTF_8).replaceFirst("\n$", "");
            var sign = sign(file);
            if (!Files.exists(sign)) {
                return Found.no(sign + " is missing: set the secret anew");
            }
            return Files.readString(sign, StandardCharsets.UTF_8).strip().equalsIgnoreCase(md5(value))
                    ? new Found(value, "")
                    : Found.no(sign + " is not the MD5 of the value in " + file + ": set the secret anew");
        } catch (IOException e) {
            return Found.no(file + " cannot be read (" + e.getMessage() + ")");
        }
    }

    /** Only root and the node's own user may be able to read or write it. */
    private static String exposed(Path file) throws IOException {
        var owner = Files.getOwner(file).getName();
        if (!owner.equals("root") && !owner.equals(System.getProperty("user.name"))) {
            return file + " belongs to " + owner + ": must be root's or the node's own";
        }
        return Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)
                ? file + " can be read or written by others: chmod 600 " + file
                : "";
    }

    /** Writes a value to the first directory. */
    public void set(String resource, String parameter, String value) throws IOException {
        if (!isName(resource) || !isName(parameter)) {
            throw new IOException("no file can be named after " + resource + " " + parameter);
        }
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        var directory = directories.get(0).resolve(resource);
        Files.createDirectories(directories.get(0), ownerOnly);
        Files.createDirectories(directory, ownerOnly);
        var file = directory.resolve(parameter);
        // without its sign a value is not used: so never a value with the sign of another
        Files.deleteIfExists(sign(file));
        write(file, value);
        write(sign(file), md5(value));
    }

    /** Removes a value wherever it is; answers whether there was one. */
    public boolean delete(String resource, String parameter) throws IOException {
        boolean found = false;
        if (isName(resource) && isName(parameter)) {
            for (var directory : directories) {
                var file = directory.resolve(resource).resolve(parameter);
                Files.deleteIfExists(sign(file));
                found |= Files.deleteIfExists(file);
            }
        }
        return found;
    }

    private static void write(Path file, String text) throws IOException {
        var temporary = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(temporary);
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel = Files.newByteChannel(
                temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode)) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path sign(Path file) {
        return file.resolveSibling(file.getFileName() + ".sign");
    }

    /** No way out of the directory, and nothing hidden. */
    private static boolean isName(String text) {
        return !text.isEmpty() && !text.startsWith(".") && text.indexOf('/') < 0 && text.indexOf('\0') < 0;
    }

    private static String md5(String value) {
        try {
            var digest = MessageDigest.getInstance("MD5").digest(value.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
