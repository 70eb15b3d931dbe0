package io.systole.actors.fencer;

import io.systole.actors.fencer.core.Proofs;
import io.systole.actors.fencer.core.Proofs.Lie;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of the state directory, one line each: {@code lied DEVICE TARGET MS} and {@code trusted DEVICE MS}, times in
 * milliseconds since 1970. A line that cannot be read is left out and told; a device that nobody remembers to have lied is
 * believed, as before it was asked for the first time.
 *
 * @param executor of one thread, so that what was written last is what stays
 */
public record DistrustFile(Path file, Executor executor) implements DistrustStore {
    private static final Logger LOG = LoggerFactory.getLogger(DistrustFile.class);

    @Override
    public Proofs read() {
        var lies = new TreeMap<ResourceId, Lie>();
        var trusted = new TreeMap<ResourceId, Instant>();
        for (var line : lines()) {
            var words = List.of(line.split(" "));
            if (words.size() == 4 && words.get(0).equals("lied") && isTime(words.get(3))) {
                var device = new ResourceId(words.get(1));
                lies.put(device, new Lie(device, new NodeName(words.get(2)), time(words.get(3))));
            } else if (words.size() == 3 && words.get(0).equals("trusted") && isTime(words.get(2))) {
                trusted.put(new ResourceId(words.get(1)), time(words.get(2)));
            } else {
                tell("a line is not understood and left out: " + line);
            }
        }
        return new Proofs(new TreeMap<>(), lies, trusted);
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException unreadable) {
            tell("it cannot be read: " + unreadable);
            return List.of();
        }
    }

    private static boolean isTime(String text) {
        return text.matches("[0-9]{1,16}");
    }

    private static Instant time(String text) {
        return Instant.ofEpochMilli(Long.parseLong(text));
    }

    @Override
    public void write(Proofs proofs) {
        var lines = new ArrayList<String>();
        proofs.lies()
                .forEach((device, lie) -> lines.add("lied " + device + " " + lie.target() + " "
                        + lie.fencedAt().toEpochMilli()));
        proofs.trusted().forEach((device, at) -> lines.add("trusted " + device + " " + at.toEpochMilli()));
        var text = lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
        executor.execute(() -> replace(text));
    }

    private void replace(String text) {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.write(
                    fresh,
                    text.getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.SYNC);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            tell("it cannot be written: after the stop of all nodes a device may be believed again: " + failure);
        }
    }

    private void tell(String why) {
        LOG.atWarn().addKeyValue("file", file).addKeyValue("why", why).log("devices that are not to be believed");
    }
}
