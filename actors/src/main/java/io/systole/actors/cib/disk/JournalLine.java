package io.systole.actors.cib.disk;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.systole.actors.cib.Author;
import io.systole.actors.cib.core.ConfigurationKey;
import io.systole.actors.cib.core.JournalEntry;
import io.systole.actors.cib.core.PastChange;
import io.systole.cib.NodeName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * An entry as a line of the journal: a checksum of eight hexadecimal digits, a blank, and JSON. Keys are admin epoch, term
 * and epoch. Fields that a later version adds are passed over.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
record JournalLine(
        int schema,
        List<Long> base,
        List<Long> key,
        String request,
        String origin,
        String user,
        String client,
        @Nullable String reason,
        String at,
        String summary,
        String digest,
        String patch) {
    private static final int SCHEMA = 1;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int CHECKSUM = 8;

    /** The line, its end included. */
    static byte[] of(JournalEntry entry) {
        PastChange change = entry.change();
        var line = new JournalLine(
                SCHEMA,
                numbers(change.base()),
                numbers(change.key()),
                change.request(),
                change.origin().value(),
                change.author().user(),
                change.author().client(),
                change.reason(),
                change.at().toString(),
                change.summary(),
                entry.digest(),
                entry.patch());
        try {
            String json = JSON.writeValueAsString(line);
            return (checksum(json) + " " + json + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The entry of a line without its end; empty when it is not what was written. */
    static Optional<JournalEntry> read(String line) {
        if (line.length() <= CHECKSUM || !line.startsWith(checksum(line.substring(CHECKSUM + 1)))) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(line.substring(CHECKSUM + 1), JournalLine.class)
                    .entry());
        } catch (JsonProcessingException | RuntimeException ofANewerVersion) {
            return Optional.empty();
        }
    }

    private JournalEntry entry() {
        return new JournalEntry(
                new PastChange(
                        key(base),
                        key(key),
                        request,
                        new NodeName(origin),
                        new Author(user, client),
                        reason,
                        Instant.parse(at),
                        summary),
                patch,
                digest);
    }

    private static List<Long> numbers(ConfigurationKey key) {
        return List.of(key.adminEpoch(), key.term(), key.epoch());
    }

    private static ConfigurationKey key(List<Long> numbers) {
        return new ConfigurationKey(numbers.get(0), numbers.get(1), numbers.get(2));
    }

    private static String checksum(String json) {
        var crc = new CRC32C();
        crc.update(json.getBytes(StandardCharsets.UTF_8));
        return "%08x".formatted(crc.getValue());
    }
}
