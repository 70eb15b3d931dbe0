package io.systole.cib.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.GoldenFile;
import io.systole.cib.language.ConfigurationDraft.Method;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class DraftGoldenTest {
    /** The first line is the change: update, push or replace with the text that follows, delete IDS, rename ID ID. */
    @Test
    void draftsAreChangedByStatementsAndIds() throws IOException {
        String text = Files.readString(Path.of("src/test/golden/cib/draft.crm"));
        var before = ConfigurationDraft.of(
                ConfigurationText.read(text).configuration().orElseThrow());
        assertThat(before.text()).isEqualTo(text);

        GoldenFile.check("drafts.txt", lines -> {
            DraftChange change = changed(before, lines);
            if (change.draft().isEmpty()) {
                return change.faults().stream().map(LanguageFault::toString).toList();
            }
            ConfigurationDraft draft = change.draft().get();
            assertThat(ConfigurationText.read(draft.text()).configuration()).contains(draft.configuration());
            List<String> difference = draft.differenceTo(before);
            return difference.isEmpty() ? List.of("no difference") : difference;
        });
    }

    private static DraftChange changed(ConfigurationDraft before, List<String> lines) {
        List<String> words = List.of(lines.get(0).split(" "));
        return switch (words.get(0)) {
            case "delete" -> before.without(words.subList(1, words.size()));
            case "rename" -> before.renamed(words.get(1), words.get(2));
            default ->
                before.with(
                        String.join("\n", lines.subList(1, lines.size())),
                        Method.valueOf(words.get(0).toUpperCase(Locale.ROOT)));
        };
    }
}
