package io.systole.runtime.cli;

import io.systole.actors.policy.file.Bzip2;
import io.systole.cib.xml.CibXml;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads and writes documents; those whose name ends in {@code .bz2} are compressed. */
final class Documents {
    private static final String COMPRESSED = ".bz2";

    private Documents() {}

    /** The document of a file, or of standard input where the name is {@code -}; bounded as the CIB is. */
    static String read(String name) throws IOException {
        byte[] content = name.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(name));
        return name.endsWith(COMPRESSED) ? decompressed(content) : new String(content, StandardCharsets.UTF_8);
    }

    static String decompressed(byte[] content) throws IOException {
        try (InputStream in = Bzip2.decompressing(new ByteArrayInputStream(content))) {
            return new String(in.readNBytes(CibXml.SIZE_MAX + 1), StandardCharsets.UTF_8);
        }
    }

    static void write(Path file, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        Files.write(file, file.toString().endsWith(COMPRESSED) ? Bzip2.compressed(bytes) : bytes);
    }

    static String unreadable(String name, IOException why) {
        return name + ": cannot be read (" + reason(why) + "); give a readable file, or - for standard input";
    }

    static String unwritable(Path file, IOException why) {
        return file + ": cannot be written (" + reason(why) + ")";
    }

    /** The exit code of a field's tool that cannot make a file. */
    static FieldExit exit(IOException why) {
        return why instanceof NoSuchFileException
                ? FieldExit.NO_SUCH
                : why instanceof AccessDeniedException ? FieldExit.NOT_ALLOWED : FieldExit.ERROR;
    }

    private static String reason(IOException why) {
        return why instanceof NoSuchFileException
                ? "no such file or directory"
                : why instanceof AccessDeniedException ? "not allowed" : String.valueOf(why.getMessage());
    }
}
