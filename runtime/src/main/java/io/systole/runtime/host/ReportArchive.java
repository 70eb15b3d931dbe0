package io.systole.runtime.host;

import io.systole.actors.policy.file.Bzip2;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** What one host adds to a report, packed as it goes from node to node: a zip file, made and read in memory. */
public final class ReportArchive {
    /** A CIB has no more. */
    private static final int DOCUMENT_MAX = 256 * 1024 * 1024;
    /** What one archive may unpack to. */
    private static final int UNPACKED_MAX = 512 * 1024 * 1024;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(bytes);

    ReportArchive() {}

    void text(String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    /** The whole; nothing can be added afterwards. */
    byte[] bytes() throws IOException {
        zip.close();
        return bytes.toByteArray();
    }

    /** The files of one, by their names; names that lead elsewhere are left out. */
    public static SortedMap<String, byte[]> read(byte[] archive) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        int left = UNPACKED_MAX;
        try (var in = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] content = in.readNBytes(left);
                left -= content.length;
                if (left <= 0) {
                    throw new IOException("the archive unpacks to more than " + UNPACKED_MAX + " bytes");
                }
                String name = entry.getName();
                if (!entry.isDirectory() && !name.startsWith("/") && !name.contains("..")) {
                    files.put(name, content);
                }
            }
        }
        return Collections.unmodifiableSortedMap(files);
    }

    /** The document of a file whose name ends in {@code .bz2}. */
    static String decompressed(Path file) throws IOException {
        try (InputStream in = Bzip2.decompressing(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            return new String(in.readNBytes(DOCUMENT_MAX), StandardCharsets.UTF_8);
        }
    }
}
