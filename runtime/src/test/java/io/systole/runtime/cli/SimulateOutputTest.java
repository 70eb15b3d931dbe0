package io.systole.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The outputs of a simulation for people and for programs, as written down. {@code -Dgolden.update=true} rewrites. */
class SimulateOutputTest {
    private static final Path GOLDEN = Path.of("src/test/golden/simulate");

    private final TimeZone zone = TimeZone.getDefault();

    @BeforeEach
    void inOneZone() {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    }

    @AfterEach
    void inTheZoneBefore() {
        TimeZone.setDefault(zone);
    }

    @Test
    void printsAsWrittenDown() throws IOException {
        Path file = GOLDEN.resolve("outputs.txt");
        StringBuilder actual = new StringBuilder();
        String options = "";
        boolean output = false;
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("# ")) {
                actual.append(actual.isEmpty() ? "" : "\n");
                output = false;
            }
            if (line.equals("----")) {
                actual.append("----\n").append(run(options));
                output = true;
            } else if (!output && !line.isEmpty()) {
                actual.append(line).append('\n');
                options = line;
            }
        }
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(file, actual);
        }
        assertThat(actual.toString()).isEqualTo(Files.readString(file));
    }

    /** Standard output, then standard error; what depends on the wall clock is left out. */
    private static String run(String options) {
        List<String> arguments = new ArrayList<>(
                List.of("simulate", "-x", GOLDEN.resolve("cib.xml").toString()));
        arguments.addAll(List.of(options.split(" ", -1)));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = CommandLineInterface.run(
                new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(new String[0]));
        return (out + err.toString()).replaceAll("(last-failure-[^=]*=|value=\")\\d{10}", "$1NOW") + "exit " + code
                + "\n";
    }
}
