package io.systole.runtime.agents;

import io.systole.cib.Alert;
import io.systole.cib.Cib;
import io.systole.cib.xml.CibFault;
import io.systole.cib.xml.CibReading;
import io.systole.policy.verify.Finding;
import io.systole.policy.verify.Finding.Severity;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Looks whether this host has the programs that the alerts of a CIB name. Other nodes may have what this one lacks. */
final class AlertPrograms {
    private AlertPrograms() {}

    static List<Finding> of(CibReading reading) {
        Cib cib = reading.cib();
        return cib == null
                ? List.of()
                : cib.configuration().alerts().stream()
                        .filter(alert -> alert.path().startsWith("/") && !isProgram(alert.path()))
                        .map(alert -> missing(reading, alert))
                        .toList();
    }

    private static boolean isProgram(String text) {
        try {
            Path path = Path.of(text);
            return Files.isRegularFile(path) && Files.isExecutable(path);
        } catch (InvalidPathException none) {
            return false;
        }
    }

    private static Finding missing(CibReading reading, Alert alert) {
        return new Finding(
                Severity.WARNING,
                new CibFault(
                        CibFault.Kind.REFERENCE,
                        reading.lineOf(alert.id()),
                        "alert",
                        "path=\"" + alert.path() + "\" in " + alert.id() + ", which is no program on this host",
                        "a file that can be run, on each node",
                        "install it, or chmod +x; where it is missing the alert fails each time"));
    }
}
