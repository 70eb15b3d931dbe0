package io.systole.actors.command.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.systole.actors.command.core.Reply.ChangeAttribute;
import io.systole.actors.command.core.Reply.EditCib;
import io.systole.actors.command.core.Reply.EditConfiguration;
import io.systole.actors.command.core.Reply.Outcome;
import io.systole.actors.command.core.Reply.Read;
import io.systole.actors.command.core.Reply.Said;
import io.systole.cib.Cib;
import io.systole.cib.edit.CibEdits;
import io.systole.cib.edit.EditResult;
import io.systole.cib.tree.Element;
import io.systole.cib.tree.ElementXml;
import io.systole.cib.tree.TreeEdits;
import io.systole.cib.tree.TreeResult;
import io.systole.cib.xml.CibXml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands beside Debian's own, on the same CIB: what they print, how they end, and what they leave behind. */
@Timeout(120)
final class FieldCommandsTest {
    private static final Path FIELD = Path.of("/usr/sbin");

    @TempDir
    Path directory = Path.of("");

    /** How a command ended. */
    private record Ended(int code, String out, String err, String configuration) {}

    static List<String> lines() throws IOException {
        try (var file = FieldCommandsTest.class.getResourceAsStream("field-commands.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("lines")
    void areAnsweredAlike(String line) throws Exception {
        assumeTrue(Files.isExecutable(FIELD.resolve(TestCalls.of(line).program())), "Debian's tools are not installed");

        assertThat(own(line)).isEqualTo(debians(line));
    }

    private Ended debians(String line) throws Exception {
        var call = TestCalls.of(line);
        var file = Files.writeString(directory.resolve("cib.xml"), TestCalls.document());
        // By its name alone, which is what it calls itself in its output.
        var command = new ArrayList<>(List.of("/usr/bin/env", "PATH=" + FIELD + ":/usr/bin:/bin", call.program()));
        command.addAll(call.arguments());
        var builder = new ProcessBuilder(command)
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile());
        builder.environment().putAll(call.environment());
        builder.environment().put("CIB_file", file.toString());
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("TZ", "UTC");
        var process = builder.start();
        process.getOutputStream().close();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(
                process.exitValue(),
                plain(Files.readString(directory.resolve("out"))),
                Files.readString(directory.resolve("err")),
                parts(ElementXml.read(Files.readString(file)).element().orElseThrow()));
    }

    /** Like a node does, with the changes made to the document itself. */
    private static Ended own(String line) {
        Call call = TestCalls.of(line);
        var document = TestCalls.document();
        Cib cib = TestCalls.cib(document);
        Element root = ElementXml.read(document).element().orElseThrow();
        Reply reply = Programs.run(call, cib);
        while (!(reply instanceof Said)) {
            if (reply instanceof EditCib edit) {
                TreeResult result = TreeEdits.apply(root, edit.edit());
                assertThat(result).isInstanceOf(TreeResult.Changed.class);
                root = ((TreeResult.Changed) result).cib();
                reply = edit.then().apply(new Outcome.Done(List.of()));
            } else if (reply instanceof EditConfiguration edit) {
                EditResult result = CibEdits.apply(cib.configuration(), edit.edit());
                assertThat(result).isInstanceOf(EditResult.Edited.class);
                var changed = new Cib(cib.header(), ((EditResult.Edited) result).configuration(), cib.status());
                root = ElementXml.read(CibXml.write(changed)).element().orElseThrow();
                reply = edit.then().apply(new Outcome.Done(List.of()));
            } else if (reply instanceof ChangeAttribute change) {
                reply = change.then().apply(new Outcome.Done(List.of()));
            } else {
                throw new AssertionError("unhandled " + (reply instanceof Read read ? read.path() : reply));
            }
        }
        Said said = (Said) reply;
        return new Ended(said.code(), plain(said.out()), said.err(), parts(root));
    }

    /** Output without the moment of the call; of elements of the CIB, the order of attributes means nothing. */
    private static String plain(String out) {
        var element = out.startsWith("<") && !out.startsWith("<pacemaker-result")
                ? ElementXml.read(out).element()
                : Optional.<Element>empty();
        return element.map(FieldCommandsTest::sorted)
                .orElseGet(() -> out.replaceFirst("Last updated: .*", "Last updated: now"));
    }

    /** The configuration, without order among the children of one element. */
    private static String parts(Element root) {
        return root.child("configuration").map(FieldCommandsTest::sorted).orElse("");
    }

    private static String sorted(Element element) {
        return element.name()
                + element.attributes()
                + element.children().stream()
                        .map(FieldCommandsTest::sorted)
                        .sorted()
                        .toList();
    }
}
