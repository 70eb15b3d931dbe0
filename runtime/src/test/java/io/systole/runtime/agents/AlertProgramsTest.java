package io.systole.runtime.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.xml.CibXml;
import io.systole.policy.verify.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs of alerts that this host has, and has not. */
class AlertProgramsTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void warnsOfWhatIsNotThereAndOfWhatCannotBeRun() throws Exception {
        var plain = Files.writeString(directory.resolve("plain"), "text");
        var reading = CibXml.read("""
                <cib validate-with="pacemaker-3.9"><configuration><crm_config/><nodes/><resources/><constraints/>
                <alerts>
                <alert id="there" path="/bin/sh"/>
                <alert id="built-in" path="systole:webhook"/>
                <alert id="gone" path="/nowhere/tell"/>
                <alert id="plain" path="%s"/>
                </alerts></configuration><status/></cib>
                """.formatted(plain));

        var findings = AlertPrograms.of(reading);

        assertThat(findings)
                .extracting(Finding::toString)
                .containsExactly(
                        "warning: line 5: <alert>: found path=\"/nowhere/tell\" in gone, which is no program on this host,"
                                + " expected a file that can be run, on each node; install it, or chmod +x; where it is"
                                + " missing the alert fails each time",
                        "warning: line 6: <alert>: found path=\"" + plain + "\" in plain, which is no program on this"
                                + " host, expected a file that can be run, on each node; install it, or chmod +x; where"
                                + " it is missing the alert fails each time");
    }
}
