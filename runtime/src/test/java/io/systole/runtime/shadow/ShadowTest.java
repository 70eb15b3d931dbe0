package io.systole.runtime.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.Cib;
import io.systole.cib.CibVersion;
import io.systole.cib.tree.TreeEdit;
import io.systole.cib.tree.TreeEdit.Operation;
import io.systole.cib.xml.CibXml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of the configuration. */
class ShadowTest {
    private static final String LIVE = """
            <cib validate-with="pacemaker-3.9" admin_epoch="1" epoch="9" num_updates="4"><configuration>
              <crm_config/><nodes><node id="1" uname="n1"/></nodes>
              <resources><primitive id="web" class="ocf" provider="systole" type="Dummy"/></resources>
              <constraints/></configuration><status/></cib>
            """;

    @TempDir
    private Path directory = Path.of("");

    private final Shadow shadow = Shadow.of(cib(LIVE));

    private static Cib cib(String xml) {
        return CibXml.read(xml).understood().orElseThrow();
    }

    private static TreeEdit create(String xml) {
        return new TreeEdit(Operation.CREATE, "resources", null, xml);
    }

    private Shadow changed() {
        return Objects.requireNonNull(
                shadow.with(create("<primitive id=\"db\" class=\"ocf\" provider=\"systole\" type=\"Dummy\"/>"))
                        .shadow());
    }

    @Test
    void aChangeRaisesTheEpochOfTheCopyAndLeavesTheBase() {
        assertThat(changed().copy().header().version()).isEqualTo(new CibVersion(1, 10, 0));
        assertThat(changed().copy().configuration().resources()).hasSize(2);
        assertThat(changed().base()).isEqualTo(shadow.base());
    }

    @Test
    void isCheckedAsTheClusterWouldDoIt() {
        var twice = shadow.with(create("<primitive id=\"web\" class=\"ocf\" provider=\"systole\" type=\"Dummy\"/>"));
        var unknown = shadow.with(new TreeEdit(
                Operation.CREATE,
                "constraints",
                null,
                "<rsc_location id=\"l\" rsc=\"none\" node=\"n1\" score=\"1\"/>"));

        assertThat(twice.shadow()).isNull();
        assertThat(twice.faults()).isNotEmpty();
        assertThat(unknown.shadow()).isNull();
        assertThat(unknown.faults()).isNotEmpty();
    }

    @Test
    void isBasedOnAConfigurationOfTheSameVersionAndContentWhateverItsStatus() {
        assertThat(shadow.isBasedOn(cib(LIVE.replace("num_updates=\"4\"", "num_updates=\"77\""))))
                .isTrue();
        assertThat(shadow.isBasedOn(cib(LIVE.replace("epoch=\"9\"", "epoch=\"10\""))))
                .isFalse();
        assertThat(shadow.isBasedOn(cib(LIVE.replace("type=\"Dummy\"", "type=\"Other\""))))
                .isFalse();
    }

    @Test
    void isReadAgainAsItWasWrittenAndByItsUserAlone() throws IOException {
        var files = new ShadowFiles(directory.resolve("new").resolve("shadows"));
        files.write("test", changed());

        assertThat(files.names()).containsExactly("test");
        assertThat(files.read("test")).hasValue(changed());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.file("test"))))
                .isEqualTo("rw-------");
        assertThat(files.delete("test")).isTrue();
        assertThat(files.read("test")).isEmpty();
        assertThat(files.names()).isEmpty();
    }

    @Test
    void noNameLeadsOutOfTheDirectory() {
        assertThat(ShadowFiles.isName("a-b.C_1")).isTrue();
        assertThat(ShadowFiles.isName("../x")).isFalse();
        assertThat(ShadowFiles.isName("a/b")).isFalse();
        assertThat(ShadowFiles.isName("")).isFalse();
    }

    @Test
    void liesWhereTheEnvironmentSaysOrWithTheUsersState() {
        assertThat(ShadowFiles.ofUser(name -> "/tmp/s", "/home/ada").file("x")).isEqualTo(Path.of("/tmp/s/shadow.x"));
        assertThat(ShadowFiles.ofUser(name -> null, "/home/ada").file("x"))
                .isEqualTo(Path.of("/home/ada/.local/state/systole/shadow/shadow.x"));
    }
}
