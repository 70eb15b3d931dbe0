package io.systole.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The CIBs of conf/examples are without fault for whoever begins with one, and the pages that explain them are there. */
class ExamplesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void verifyFindsNothingAtFaultInAnyExample() throws IOException {
        for (var example : examples()) {
            var said = new StringWriter();
            var code = CommandLineInterface.run(
                    new PrintWriter(said, true),
                    new PrintWriter(said, true),
                    "verify",
                    "-x",
                    example.resolve("cib.xml").toString());

            assertThat(said.toString()).as(example.toString()).isEmpty();
            assertThat(code).as(example.toString()).isZero();
        }
    }

    @Test
    void everyExampleHasAPageInTheIndex() throws IOException {
        var services = ROOT.resolve("docs/services");
        var index = Files.readString(services.resolve("README.md"));

        for (var example : examples()) {
            var name = String.valueOf(example.getFileName());
            assertThat(index).contains("conf/examples/" + name);
        }
        try (var pages = Files.list(services)) {
            assertThat(pages.map(page -> String.valueOf(page.getFileName())).filter(page -> !page.equals("README.md")))
                    .allSatisfy(page -> assertThat(index).contains("(" + page + ")"));
        }
    }

    private static List<Path> examples() throws IOException {
        try (var directories = Files.list(ROOT.resolve("conf/examples"))) {
            var found = directories.filter(Files::isDirectory).sorted().toList();
            assertThat(found).as("examples").hasSizeGreaterThan(1);
            return found;
        }
    }
}
