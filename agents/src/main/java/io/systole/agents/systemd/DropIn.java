package io.systole.agents.systemd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings that a unit has while the cluster manages it, as the reference has them: its description says so, systemd
 * does not restart it by itself, and it is ordered before the node, so that at the host's shutdown the node stops it, and
 * not systemd first. They are gone with the next start of the host.
 */
final class DropIn {
    private static final Logger LOG = LoggerFactory.getLogger(DropIn.class);
    /** The units of nodes, as packages bring them. */
    static final List<String> NODES = List.of("systole.service", "systole-remote.service");

    private static final String FILE = "50-systole.conf";

    private final Path units;

    DropIn(Path units) {
        this.units = units;
    }

    /** Whether the file is new, so that systemd has to read it. One that cannot be written is done without. */
    boolean place(UnitName unit) {
        var file = file(unit);
        var text = text(unit);
        try {
            if (Files.exists(file) && Files.readString(file).equals(text)) {
                return false;
            }
            Files.createDirectories(units.resolve(unit.full() + ".d"));
            Files.writeString(file, text);
            return true;
        } catch (IOException unwritable) {
            tell(file, unwritable);
            return false;
        }
    }

    /** Whether there was one. */
    boolean remove(UnitName unit) {
        var file = file(unit);
        try {
            var was = Files.deleteIfExists(file);
            if (was) {
                deleteIfEmpty(units.resolve(unit.full() + ".d"));
            }
            return was;
        } catch (IOException unwritable) {
            tell(file, unwritable);
            return false;
        }
    }

    /** Others may have settings of the unit beside ours. */
    private static void deleteIfEmpty(Path directory) throws IOException {
        try (var rest = Files.list(directory)) {
            if (rest.findAny().isPresent()) {
                return;
            }
        }
        Files.deleteIfExists(directory);
    }

    private Path file(UnitName unit) {
        return units.resolve(unit.full() + ".d").resolve(FILE);
    }

    private static String text(UnitName unit) {
        var general =
                "[Unit]\nDescription=Cluster Controlled " + unit.full() + "\nBefore=" + String.join(" ", NODES) + "\n";
        return unit.isService() ? general + "\n[Service]\nRestart=no\n" : general;
    }

    private static void tell(Path file, IOException why) {
        LOG.atWarn()
                .addKeyValue("file", file)
                .addKeyValue("why", why)
                .log("a unit is managed without its settings for that");
    }
}
