package io.systole.cib.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.Cib;
import io.systole.cib.GoldenFile;
import io.systole.cib.edit.CibPatch;
import io.systole.cib.tree.Element;
import io.systole.cib.tree.ElementXml;
import io.systole.cib.xml.CibXml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LanguageGoldenTest {
    @Test
    void everyKeywordGivesItsElementsAndIsPrintedAgain() throws IOException {
        GoldenFile.check("language.txt", lines -> {
            var text = String.join("\n", lines) + "\n";
            var reading = ConfigurationText.read(text);
            if (reading.configuration().isEmpty()) {
                return reading.faults().stream().map(LanguageFault::toString).toList();
            }
            Element configuration = reading.configuration().get();
            var shown = new ArrayList<String>();
            configuration.children().stream()
                    .filter(section -> !section.children().isEmpty())
                    .forEach(section ->
                            shown.addAll(ElementXml.write(section).lines().toList()));
            var printed = ConfigurationText.print(configuration);
            assertThat(ConfigurationText.read(printed).configuration()).contains(configuration);
            if (!printed.equals(text)) {
                shown.add("is shown as");
                shown.addAll(printed.lines().toList());
            }
            return shown;
        });
    }

    @Test
    void everyFaultIsNamedWithItsPlace() throws IOException {
        GoldenFile.check("language-faults.txt", lines -> {
            var reading = ConfigurationText.read(String.join("\n", lines));
            if (!reading.faults().isEmpty()) {
                return reading.faults().stream().map(LanguageFault::toString).toList();
            }
            var faults = CibXml.read(document(reading.configuration().orElseThrow())).faults().stream()
                    .map(fault -> reading.inText(fault).toString())
                    .toList();
            return faults.isEmpty() ? List.of("no fault") : faults;
        });
    }

    @Test
    void whatHasEverythingIsTheSameAfterwards() throws IOException {
        Cib cib = CibXml.read(Files.readString(Path.of("src/test/golden/cib/everything.xml")))
                .accepted()
                .orElseThrow();
        Element configuration = CibPatch.element(cib).child("configuration").orElseThrow();

        String text = ConfigurationText.print(configuration);

        assertThat(ConfigurationText.read(text).configuration()).isEqualTo(Optional.of(configuration));
        assertThat(text).doesNotContain("xml <");
    }

    private static String document(Element configuration) {
        return ElementXml.write(Element.empty("cib")
                .with(Map.of("validate-with", "pacemaker-3.9", "admin_epoch", "0", "epoch", "1", "num_updates", "0"))
                .containing(List.of(configuration)));
    }
}
