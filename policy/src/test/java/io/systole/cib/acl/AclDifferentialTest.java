package io.systole.cib.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.systole.cib.tree.Element;
import io.systole.cib.tree.ElementXml;
import io.systole.cib.tree.TreeEdit;
import io.systole.cib.tree.TreeEdit.Operation;
import io.systole.cib.tree.TreeEdits;
import io.systole.cib.tree.TreeResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random permissions against {@code cibadmin --user} on a file, where Debian's pacemaker-cli-utils is installed. What is
 * read is the same; what is refused there is refused here, which may refuse more (ADR 0024).
 */
@Timeout(300)
class AclDifferentialTest {
    private static final Path CIBADMIN = Path.of("/usr/sbin/cibadmin");
    private static final int DENIED = 4;
    private static final int NOT_VALID = 78;
    private static final List<String> SELECTORS = List.of(
            "xpath=\"/cib\"",
            "xpath=\"/cib/configuration/resources\"",
            "xpath=\"//primitive[@id='db']/meta_attributes\"",
            "xpath=\"//resources//meta_attributes/nvpair[@name='target-role']\"",
            "xpath=\"//nvpair[@id='db-p']/@value\"",
            "xpath=\"//nvpair[@id='db-p']/../..\"",
            "xpath=\"//crm_config//nvpair[@name='maintenance-mode']\"",
            "xpath=\"//constraints\"",
            "xpath=\"/\"",
            "object-type=\"primitive\"",
            "object-type=\"primitive\" attribute=\"template\"",
            "object-type=\"nvpair\" attribute=\"value\"",
            "object-type=\"rsc_location\"",
            "object-type=\"instance_attributes\"",
            "reference=\"db\"",
            "reference=\"db-p\"",
            "reference=\"db-m\"",
            "reference=\"l1\"",
            "reference=\"r1\"");
    private static final List<TreeEdit> EDITS = List.of(
            modify("<primitive id=\"db\" type=\"Stateful\"/>"),
            modify("<nvpair id=\"db-p\" value=\"other\"/>"),
            modify("<nvpair id=\"db-tr\" value=\"Stopped\"/>"),
            modify("<nvpair id=\"o2\" value=\"true\"/>"),
            modify("<primitive id=\"web\"><meta_attributes id=\"web-m\"><nvpair id=\"web-tr\" name=\"target-role\""
                    + " value=\"Stopped\"/></meta_attributes></primitive>"),
            modify("<primitive id=\"web\"><meta_attributes id=\"web-m\"><nvpair id=\"web-x\" name=\"priority\""
                    + " value=\"1\"/></meta_attributes></primitive>"),
            new TreeEdit(
                    Operation.CREATE,
                    "constraints",
                    null,
                    "<rsc_location id=\"l2\" rsc=\"db\" node=\"n1\" score=\"1\"/>"),
            new TreeEdit(
                    Operation.CREATE,
                    "resources",
                    null,
                    "<primitive id=\"new\" class=\"ocf\" provider=\"heartbeat\" type=\"Dummy\"/>"),
            new TreeEdit(Operation.DELETE, null, null, "<rsc_location id=\"l1\"/>"),
            new TreeEdit(Operation.DELETE, null, null, "<nvpair id=\"db-q\"/>"),
            new TreeEdit(Operation.DELETE, null, null, "<instance_attributes id=\"db-ia\"/>"),
            new TreeEdit(Operation.DELETE, null, null, "<primitive id=\"aux\"/>"));

    @TempDir
    private Path directory;

    private static TreeEdit modify(String xml) {
        return new TreeEdit(Operation.MODIFY, null, null, xml);
    }

    @BeforeEach
    void needsTheTool() {
        assumeTrue(Files.isExecutable(CIBADMIN), "cibadmin is not installed (Debian: pacemaker-cli-utils)");
    }

    @Test
    void whatIsReadIsTheSame() throws Exception {
        var shown = 0;
        for (int seed = 0; seed < 120; seed++) {
            String document = AclSketch.document(permissions(new Random(seed)));

            var theirs = reads(document);
            var ours = AclSketch.access(document, AclSketch.ALICE).readable(AclSketch.tree(document));

            assertThat(ours).as("seed " + seed + ":\n" + document).isEqualTo(theirs);
            shown += ours.isPresent() ? 1 : 0;
        }
        assertThat(shown).isBetween(20, 110);
    }

    @Test
    void whatIsRefusedThereIsRefusedHere() throws Exception {
        int bothPermit = 0;
        int bothRefuse = 0;
        for (int seed = 0; seed < 24; seed++) {
            String document = AclSketch.document(permissions(new Random(1000 + seed)));
            for (TreeEdit edit : EDITS) {
                int theirs = writes(document, edit);
                boolean refusedThere = theirs == DENIED;
                boolean permittedThere = theirs == 0 || theirs == NOT_VALID;
                assertThat(refusedThere || permittedThere)
                        .as("exit code " + theirs)
                        .isTrue();

                boolean permittedHere = permitted(document, edit);

                assertThat(permittedHere && refusedThere)
                        .as("seed " + seed + " " + edit + ":\n" + document)
                        .isFalse();
                bothPermit += permittedHere ? 1 : 0;
                bothRefuse += refusedThere ? 1 : 0;
            }
        }
        assertThat(bothPermit).isGreaterThan(25);
        assertThat(bothRefuse).isGreaterThan(60);
    }

    private static boolean permitted(String document, TreeEdit edit) {
        Element before = AclSketch.tree(document);
        var after = ((TreeResult.Changed) TreeEdits.apply(before, edit)).cib();
        return AclSketch.access(document, AclSketch.ALICE)
                .refusals(before, after)
                .isEmpty();
    }

    private static String[] permissions(Random random) {
        List<String> permissions = new ArrayList<>();
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            String kind = List.of("read", "write", "write", "deny").get(random.nextInt(4));
            permissions.add(kind + " " + SELECTORS.get(random.nextInt(SELECTORS.size())));
        }
        return permissions.toArray(new String[0]);
    }

    private Optional<Element> reads(String document) throws IOException, InterruptedException {
        int code = run(document, "--query");
        assertThat(code).isIn(0, DENIED);
        return code == DENIED
                ? Optional.empty()
                : ElementXml.read(Files.readString(directory.resolve("output"), StandardCharsets.UTF_8))
                        .element();
    }

    private int writes(String document, TreeEdit edit) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>();
        switch (edit.operation()) {
            case MODIFY -> arguments.addAll(List.of("--modify", "--allow-create"));
            case CREATE -> arguments.add("--create");
            case DELETE -> arguments.add("--delete");
            default -> throw new AssertionError("unhandled " + edit);
        }
        if (edit.scope() != null) {
            arguments.addAll(List.of("--scope", edit.scope()));
        }
        arguments.addAll(List.of("--xml-text", String.valueOf(edit.xml())));
        return run(document, arguments.toArray(new String[0]));
    }

    private int run(String document, String... arguments) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("cib.xml"), document);
        List<String> command = new ArrayList<>(List.of(CIBADMIN.toString(), "--user", "alice"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(directory.resolve("output").toFile());
        builder.environment().putAll(Map.of("CIB_file", file.toString()));
        Process process = builder.start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
