package io.systole.actors.cib.disk;

import io.systole.actors.cib.core.Digests;
import io.systole.actors.cib.core.StoredConfiguration;
import io.systole.cib.Cib;
import io.systole.cib.xml.CibReading;
import io.systole.cib.xml.CibXml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The whole configuration as a file that any tool of the field can read; term and checksum stand in a comment before it. */
final class Snapshot {
    private static final Pattern SEAL = Pattern.compile("<!-- systole 1 term=([0-9]{1,18}) sha256=([0-9a-f]{64}) -->");

    private Snapshot() {}

    /** Either a configuration, or what is wrong with the file, or neither when there is none. */
    record Contents(
            @Nullable StoredConfiguration configuration,
            @Nullable String damage) {}

    static Contents read(Path file) {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException nothingYet) {
            return new Contents(null, null);
        } catch (IOException unreadable) {
            return damaged(file + " cannot be read (" + Problems.of(unreadable) + ")");
        }
        int lineEnd = text.indexOf('\n');
        Matcher seal = SEAL.matcher(lineEnd < 0 ? text : text.substring(0, lineEnd));
        String document = text.substring(lineEnd + 1);
        if (!seal.matches()) {
            return damaged(file + " does not begin with the seal of a stored configuration");
        }
        if (!seal.group(2).equals(Digests.of(document))) {
            return damaged(file + " does not have the contents that were written");
        }
        CibReading reading = CibXml.read(document);
        Cib understood = reading.cib();
        return understood == null
                ? damaged(file + " is not understood: " + reading.faults().get(0))
                : new Contents(new StoredConfiguration(Long.parseLong(seal.group(1)), understood), null);
    }

    private static Contents damaged(String how) {
        return new Contents(null, how);
    }

    /** Returns only when it is on the disk. */
    static void write(Path file, StoredConfiguration configuration) throws IOException {
        String document = configuration.text();
        String seal = "<!-- systole 1 term=" + configuration.term() + " sha256=" + Digests.of(document) + " -->\n";
        DurableFile.replace(file, (seal + document).getBytes(StandardCharsets.UTF_8));
    }
}
