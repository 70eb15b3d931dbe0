package io.systole.actors.cib.disk;

import io.systole.actors.cib.core.StoredConfiguration;
import io.systole.cib.Cib;
import io.systole.cib.xml.CibReading;
import io.systole.cib.xml.CibXml;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of the state directory: cib.xml, which any tool of the field can read too (term and checksum stand in a
 * comment before it), and cib.term. A file is written beside, forced to the disk and renamed, so a crash leaves the old
 * one or the new one. A damaged file is kept aside, never deleted.
 */
public final class ConfigurationFiles {
    private static final Pattern SEAL = Pattern.compile("<!-- systole 1 term=([0-9]{1,18}) sha256=([0-9a-f]{64}) -->");

    private final Path directory;
    private final Path cib;
    private final Path term;

    public ConfigurationFiles(Path directory) {
        this.directory = directory;
        this.cib = directory.resolve("cib.xml");
        this.term = directory.resolve("cib.term");
    }

    /** What is there. Whatever is wrong with it is a report and not a failure: the peers have the configuration too. */
    public Loaded load() {
        List<String> reports = new ArrayList<>();
        StoredConfiguration stored = loadCib(reports).orElseGet(StoredConfiguration::nothing);
        return new Loaded(stored, Math.max(stored.term(), loadTerm(reports)), reports);
    }

    private Optional<StoredConfiguration> loadCib(List<String> reports) {
        String text;
        try {
            text = Files.readString(cib, StandardCharsets.UTF_8);
        } catch (NoSuchFileException nothingYet) {
            return Optional.empty();
        } catch (IOException unreadable) {
            reports.add(setAside(cib + " cannot be read (" + Problems.of(unreadable) + ")"));
            return Optional.empty();
        }
        int lineEnd = text.indexOf('\n');
        Matcher seal = SEAL.matcher(lineEnd < 0 ? text : text.substring(0, lineEnd));
        String document = text.substring(lineEnd + 1);
        if (!seal.matches()) {
            reports.add(setAside(cib + " does not begin with the seal of a stored configuration"));
            return Optional.empty();
        }
        if (!seal.group(2).equals(checksum(document))) {
            reports.add(setAside(cib + " does not have the contents that were written"));
            return Optional.empty();
        }
        CibReading reading = CibXml.read(document);
        Cib understood = reading.cib();
        if (understood == null) {
            reports.add(setAside(cib + " is not understood: " + reading.faults().get(0)));
            return Optional.empty();
        }
        return Optional.of(new StoredConfiguration(Long.parseLong(seal.group(1)), understood));
    }

    private String setAside(String why) {
        for (int number = 1; number < 100; number++) {
            Path aside = directory.resolve("cib.xml.damaged-" + number);
            if (!Files.exists(aside)) {
                try {
                    Files.move(cib, aside);
                    return why + "; it is kept as " + aside + " and the configuration is fetched from the other nodes";
                } catch (IOException cannotMove) {
                    break;
                }
            }
        }
        return why + "; it could not be kept aside; the configuration is fetched from the other nodes";
    }

    private long loadTerm(List<String> reports) {
        try {
            return Long.parseLong(Files.readString(term, StandardCharsets.UTF_8).strip());
        } catch (NoSuchFileException nothingYet) {
            return 0;
        } catch (IOException | NumberFormatException damaged) {
            reports.add(term + " cannot be read: the term is learnt from the other nodes");
            return 0;
        }
    }

    /** Returns only when the configuration is on the disk. */
    public void store(StoredConfiguration configuration) throws IOException {
        String document = CibXml.write(configuration.document());
        String seal = "<!-- systole 1 term=" + configuration.term() + " sha256=" + checksum(document) + " -->\n";
        replace(cib, seal + document);
    }

    /** Returns only when the term is on the disk. */
    public void storeTerm(long highest) throws IOException {
        replace(term, highest + "\n");
    }

    private void replace(Path file, String text) throws IOException {
        Files.createDirectories(directory);
        Path beside = directory.resolve(file.getFileName() + ".new");
        try (FileChannel out = FileChannel.open(
                beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        } catch (IOException full) {
            Files.deleteIfExists(beside);
            throw full;
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel entry = FileChannel.open(directory, StandardOpenOption.READ)) {
            entry.force(true);
        }
    }

    private static String checksum(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new AssertionError(everyJdkHasIt);
        }
    }
}
