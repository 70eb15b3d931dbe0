package io.systole.policy.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.xml.CibXml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Documents and what is at fault in them, as written down. {@code -Dgolden.update=true} rewrites. */
class VerificationTest {
    private static final Instant NOW = Instant.ofEpochSecond(2000);

    @Test
    void findsAsWrittenDown() throws IOException {
        Path file = Path.of("src/test/golden/verify/findings.txt");
        StringBuilder actual = new StringBuilder();
        StringBuilder document = new StringBuilder();
        boolean output = false;
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("# ")) {
                actual.append(actual.isEmpty() ? "" : "\n").append(line).append('\n');
                document.setLength(0);
                output = false;
            } else if (line.equals("----")) {
                actual.append("----\n");
                findings(document.toString())
                        .forEach(finding -> actual.append(finding).append('\n'));
                output = true;
            } else if (!output && !line.isEmpty()) {
                actual.append(line).append('\n');
                document.append(line).append('\n');
            }
        }
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(file, actual);
        }
        assertThat(actual.toString()).isEqualTo(Files.readString(file));
    }

    private static List<Finding> findings(String document) {
        return Verification.of(CibXml.read(document), NOW);
    }
}
