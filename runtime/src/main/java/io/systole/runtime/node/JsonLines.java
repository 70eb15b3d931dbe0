package io.systole.runtime.node;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * One JSON object a line (RFC 8259, in UTF-8): {@code time} (UTC, milliseconds), {@code level}, {@code logger}, {@code node},
 * {@code message}, then what comes with the event ({@code code}, {@code transition}, ...), each as a member of its own; numbers
 * and flags as such, all else as text. {@code stack} is the trace of an exception. A value whose key is that of a member before
 * it gets {@code _} behind its name, unless it says the same.
 */
final class JsonLines extends EncoderBase<ILoggingEvent> {
    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] NOTHING = {};
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final String node;

    JsonLines(String node) {
        this.node = node;
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        var line = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("time", TIME.format(Instant.ofEpochMilli(event.getTimeStamp())));
            json.writeStringField("level", event.getLevel().toString().toLowerCase(Locale.ROOT));
            json.writeStringField("logger", shortName(event.getLoggerName()));
            json.writeStringField("node", node);
            json.writeStringField("message", event.getFormattedMessage());
            Set<String> taken = new HashSet<>(List.of("time", "level", "logger", "node", "message", "stack"));
            List<KeyValuePair> pairs = event.getKeyValuePairs();
            if (pairs != null) {
                for (KeyValuePair pair : pairs) {
                    write(json, taken, pair.key, pair.value);
                }
            }
            if (event.getThrowableProxy() != null) {
                json.writeStringField("stack", ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("nothing is written but memory", e);
        }
        line.write('\n');
        return line.toByteArray();
    }

    private void write(JsonGenerator json, Set<String> taken, String key, @Nullable Object value) throws IOException {
        if (key.equals("node") && node.equals(String.valueOf(value))) {
            return;
        }
        String name = key;
        while (!taken.add(name)) {
            name += "_";
        }
        json.writeFieldName(name);
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Integer || value instanceof Long) {
            json.writeNumber(((Number) value).longValue());
        } else {
            json.writeString(String.valueOf(value));
        }
    }

    private static String shortName(String logger) {
        return logger.substring(logger.lastIndexOf('.') + 1);
    }
}
