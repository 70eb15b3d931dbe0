package io.systole.cib.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.systole.cib.Cib;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The tools of the field read what is written, where Debian's pacemaker-cli-utils is installed. */
@Timeout(60)
class FieldToolsTest {
    @TempDir
    private Path directory;

    @Test
    void crmVerifyFindsNothingWrongWithTheDocument() throws Exception {
        String said = run("crm_verify", "-V", "--xml-file", written().toString());

        assertThat(said).doesNotContain("error:").doesNotContain("did not pass");
    }

    @Test
    void crmMonShowsWhatTheDocumentSays() throws Exception {
        String said = run("crm_mon", "-1", "--xml-file", written().toString());

        assertThat(said)
                .contains("partition with quorum", "Online: [ n1 ]", "Node n3: UNCLEAN (offline)")
                .contains("Last change:  Mon Nov 23 06:00:00 2026 by root via systole on n1")
                .contains("disk start on n1");
    }

    private Path written() throws IOException {
        Cib cib = CibXml.read(Files.readString(Path.of("src/test/golden/cib/everything.xml")))
                .accepted()
                .orElseThrow();
        return Files.writeString(directory.resolve("cib.xml"), CibXml.write(cib));
    }

    private String run(String tool, String... arguments) throws IOException, InterruptedException {
        Path program = Path.of("/usr/sbin", tool);
        assumeTrue(Files.isExecutable(program), tool + " is not installed (Debian: pacemaker-cli-utils)");
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return Files.readString(output, StandardCharsets.UTF_8);
    }
}
