package io.systole.cib.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.systole.cib.Cib;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads the collected CIBs of the scheduler cases, where they are at hand. */
class SchedulerCasesTest {
    @Test
    void understandsEveryCase() throws IOException {
        List<String> faults = new ArrayList<>();

        for (Path file : cases()) {
            CibReading reading = read(file);
            if (reading.understood().isEmpty()) {
                reading.faults().forEach(fault -> faults.add(file.getFileName() + " " + fault));
            }
        }

        assertThat(faults).isEmpty();
    }

    @Test
    void readsWhatItWroteAsAnEqualCib() throws IOException {
        List<String> different = new ArrayList<>();

        for (Path file : cases()) {
            Cib cib = read(file).understood().orElseThrow();
            CibReading again = CibXml.read(CibXml.write(cib));
            if (!again.understood().equals(Optional.of(cib))) {
                different.add(file.getFileName() + " " + again.faults());
            }
        }

        assertThat(different).isEmpty();
    }

    private static CibReading read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return CibXml.read(in);
        }
    }

    /** The collected cases; the tests that need them are skipped where the directory is not there. */
    private static List<Path> cases() throws IOException {
        String configured = System.getenv("SCHEDULER_CASES");
        Path directory = Path.of(configured != null ? configured : "../../shared/scheduler-cases", "cases");
        assumeTrue(
                Files.isDirectory(directory),
                "no scheduler cases in " + directory.toAbsolutePath().normalize());
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".xml"))
                    .sorted()
                    .toList();
        }
    }
}
