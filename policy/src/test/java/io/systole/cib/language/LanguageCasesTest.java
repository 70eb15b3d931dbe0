package io.systole.cib.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.systole.cib.edit.CibPatch;
import io.systole.cib.tree.Element;
import io.systole.cib.xml.CibXml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Prints and reads the configurations of the collected scheduler cases, where they are at hand. */
class LanguageCasesTest {
    @Test
    void everyCaseIsTheSameAfterItWasPrintedAndRead() throws IOException {
        List<String> different = new ArrayList<>();

        for (Path file : cases()) {
            Element configuration = configuration(file);
            var reading = ConfigurationText.read(ConfigurationText.print(configuration));
            if (!reading.configuration().equals(Optional.of(configuration))) {
                different.add(file.getFileName() + " " + reading.faults());
            }
        }

        assertThat(different).isEmpty();
    }

    @Test
    void hardlyAnyObjectHasToBeXml() throws IOException {
        int objects = 0;
        List<String> xml = new ArrayList<>();

        for (Path file : cases()) {
            for (var printed : Printer.texts(Splitting.of(configuration(file)))) {
                objects++;
                if (printed.text().startsWith(Keywords.XML)) {
                    xml.add(file.getFileName() + " " + printed.statement().id());
                }
            }
        }

        assertThat(xml.size()).as("%d of %d: %s", xml.size(), objects, xml).isLessThan(objects / 1000);
    }

    private static Element configuration(Path file) throws IOException {
        var cib = CibXml.read(Files.readAllBytes(file)).understood().orElseThrow();
        return CibPatch.element(cib).child("configuration").orElseThrow();
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
