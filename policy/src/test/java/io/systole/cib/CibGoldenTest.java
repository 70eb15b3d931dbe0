package io.systole.cib;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.acl.AccessControl;
import io.systole.cib.acl.Subject;
import io.systole.cib.check.ConfigurationCheck;
import io.systole.cib.edit.CibEdit;
import io.systole.cib.edit.CibEdits;
import io.systole.cib.edit.CibPatch;
import io.systole.cib.edit.EditResult;
import io.systole.cib.edit.MoveTerms;
import io.systole.cib.edit.TreeChanges;
import io.systole.cib.tree.TreeEdit;
import io.systole.cib.upgrade.CibUpgrade;
import io.systole.cib.xml.CibFault;
import io.systole.cib.xml.CibReading;
import io.systole.cib.xml.CibXml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CibGoldenTest {
    private static final List<NodeName> NODES =
            Stream.of("n1", "n2", "n3").map(NodeName::new).toList();

    @Test
    void everyFaultIsNamedWithItsLine() throws IOException {
        GoldenFile.check("faults.txt", lines -> {
            CibReading reading = CibXml.read(String.join("\n", lines));
            List<String> faults = Stream.concat(
                            reading.faults().stream().filter(fault -> fault.kind() == CibFault.Kind.IGNORED),
                            ConfigurationCheck.faults(reading, NODES).stream())
                    .map(fault -> fault.kind() + " " + fault)
                    .toList();
            return faults.isEmpty() ? List.of("no fault") : faults;
        });
    }

    @Test
    void editsChangeWhatTheyAreFor() throws IOException {
        Cib before = everything();
        GoldenFile.check("edits.txt", lines -> {
            Configuration configuration = before.configuration();
            for (String line : lines) {
                EditResult result = CibEdits.apply(configuration, edit(line.split(" ", -1)));
                if (result instanceof EditResult.Refused refused) {
                    return refused.faults().stream().map(CibFault::toString).toList();
                }
                configuration = ((EditResult.Edited) result).configuration();
            }
            Cib after = new Cib(before.header(), configuration, before.status());
            assertThat(CibXml.read(CibXml.write(after)).accepted()).contains(after);
            return GoldenFile.difference(CibXml.write(before), CibXml.write(after));
        });
    }

    /** A line is the operation, the scope or -, the XPath or -, and the XML, as {@code cibadmin} is given them. */
    @Test
    void elementsAreChangedAsCibadminChangesThem() throws IOException {
        Cib before = document("elements.xml");
        GoldenFile.check("elements.txt", lines -> {
            Cib cib = before;
            for (String line : lines) {
                EditResult result = TreeChanges.apply(
                        CibPatch.element(cib),
                        treeEdit(line.split(" ", 4)),
                        NODES,
                        AccessControl.of(cib.configuration(), Subject.superuser("root")));
                if (result instanceof EditResult.Refused refused) {
                    return refused.faults().stream().map(CibFault::toString).toList();
                }
                cib = new Cib(cib.header(), ((EditResult.Edited) result).configuration(), cib.status());
            }
            return GoldenFile.difference(CibXml.write(before), CibXml.write(cib));
        });
    }

    private static TreeEdit treeEdit(String[] words) {
        return new TreeEdit(
                TreeEdit.Operation.valueOf(words[0].toUpperCase(Locale.ROOT).replace('-', '_')),
                word(words, 1),
                word(words, 2),
                word(words, 3));
    }

    private static @Nullable String word(String[] words, int index) {
        return index >= words.length || words[index].equals("-") ? null : words[index];
    }

    @Test
    void olderSchemasBecomeTheNewest() throws IOException {
        GoldenFile.check("upgrade.txt", lines -> {
            Cib before = CibXml.read(String.join("\n", lines)).understood().orElseThrow();
            Cib after = CibUpgrade.toNewest(before);
            assertThat(CibUpgrade.toNewest(after)).isEqualTo(after);
            return GoldenFile.difference(CibXml.write(before), CibXml.write(after));
        });
    }

    @Test
    void everythingIsReadAndWrittenAgainAsItWas() throws IOException {
        Cib cib = everything();

        assertThat(CibXml.write(cib))
                .isEqualTo(
                        CibXml.write(CibXml.read(CibXml.write(cib)).accepted().orElseThrow()));
        assertThat(CibXml.read(CibXml.write(cib)).accepted()).contains(cib);
    }

    private static Cib everything() throws IOException {
        return document("everything.xml");
    }

    private static Cib document(String name) throws IOException {
        CibReading reading = CibXml.read(Files.readString(Path.of("src/test/golden/cib", name)));
        assertThat(reading.faults()).isEmpty();
        return reading.accepted().orElseThrow();
    }

    private static CibEdit edit(String[] words) {
        var resource = new ResourceId(words[1]);
        return switch (words[0]) {
            case "meta" -> new CibEdit.SetMeta(resource, words[2], value(words));
            case "prefer" -> new CibEdit.PreferNode(resource, new NodeName(words[2]), terms(words));
            case "ban" -> new CibEdit.BanNode(resource, new NodeName(words[2]), terms(words));
            case "expire" -> new CibEdit.ClearExpired(words[1].equals("-") ? null : resource, Instant.parse(words[2]));
            case "clear" -> new CibEdit.ClearMoves(resource, words.length > 2 ? new NodeName(words[2]) : null);
            case "node" -> new CibEdit.SetNodeAttribute(new NodeName(words[1]), words[2], value(words));
            case "option" -> new CibEdit.SetOption(words[1], words.length > 2 ? words[2] : null);
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    /** {@code promoted} and a moment, both optional. */
    private static MoveTerms terms(String[] words) {
        var rest = List.of(words).subList(3, words.length);
        return new MoveTerms(
                rest.contains("promoted"),
                rest.stream()
                        .filter(word -> !word.equals("promoted"))
                        .map(Instant::parse)
                        .findFirst()
                        .orElse(null));
    }

    private static @Nullable String value(String[] words) {
        return words.length > 3 ? words[3] : null;
    }
}
