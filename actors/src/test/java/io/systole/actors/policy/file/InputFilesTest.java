package io.systole.actors.policy.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.systole.actors.policy.core.PlanInput;
import io.systole.actors.policy.core.PlanInput.Series;
import io.systole.actors.policy.wire.KeptInput;
import io.systole.cib.Cib;
import io.systole.cib.xml.CibXml;
import io.systole.policy.Planner;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs of plans on disk: bounded, found again after a restart, and enough to make the same plan once more. */
class InputFilesTest {
    private static final Cib CIB = Objects.requireNonNull(CibXml.read("""
            <cib validate-with="pacemaker-3.9" epoch="7" num_updates="3" admin_epoch="0" have-quorum="1" dc-uuid="1">
              <configuration>
                <crm_config><cluster_property_set id="o"><nvpair id="o1" name="stonith-enabled" value="false"/></cluster_property_set></crm_config>
                <nodes><node id="1" uname="n1"/></nodes>
                <resources><primitive id="web" class="ocf" provider="pacemaker" type="Dummy"/></resources>
                <constraints/>
              </configuration>
              <status><node_state id="1" uname="n1" in_ccm="true" crmd="online" join="member" expected="member"/></status>
            </cib>
            """).cib());

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private static PlanInput input(Series series, int max, int number) {
        return new PlanInput(
                series, max, 3, number, Instant.ofEpochSecond(1000 + number), "because\tof\n" + number, CIB);
    }

    @Test
    void keepsNoMoreThanItsSeriesMay() throws IOException {
        var files = new InputFiles(directory);
        for (int number = 1; number <= 7; number++) {
            files.keep(input(Series.INPUT, 3, number));
        }

        assertThat(files.list(10)).extracting(KeptInput::number).containsExactly(5, 6, 7);
        assertThat(files.list(1)).extracting(KeptInput::file).containsExactly("pe-input-0.bz2");
        try (var all = Files.list(directory)) {
            assertThat(all.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("pe-input-0.bz2", "pe-input-1.bz2", "pe-input-2.bz2", "index");
        }
    }

    @Test
    void countsEachSeriesByItself() throws IOException {
        var files = new InputFiles(directory);
        files.keep(input(Series.WARN, 2, 1));
        files.keep(input(Series.INPUT, 2, 2));
        files.keep(input(Series.ERROR, -1, 0));

        assertThat(files.list(10))
                .extracting(KeptInput::file)
                .containsExactly("pe-warn-0.bz2", "pe-input-0.bz2", "pe-error-0.bz2");
    }

    @Test
    void findsThemAgainAfterARestartAndGoesOnCounting() throws IOException {
        new InputFiles(directory).keep(input(Series.INPUT, 3, 1));
        Files.writeString(directory.resolve("index"), "a damaged line\n", java.nio.file.StandardOpenOption.APPEND);
        var files = new InputFiles(directory);
        files.keep(input(Series.INPUT, 3, 2));

        assertThat(files.list(10))
                .containsExactly(
                        new KeptInput("pe-input-0.bz2", 3, 1, Instant.ofEpochSecond(1001), "because of 1"),
                        new KeptInput("pe-input-1.bz2", 3, 2, Instant.ofEpochSecond(1002), "because of 2"));
    }

    @Test
    void aSmallerBoundTakesAwayWhatHasNoRoom() throws IOException {
        var files = new InputFiles(directory);
        for (int number = 1; number <= 4; number++) {
            files.keep(input(Series.INPUT, 10, number));
        }
        files.keep(input(Series.INPUT, 2, 5));

        assertThat(files.list(10)).extracting(KeptInput::number).containsExactly(2, 5);
        assertThat(directory.resolve("pe-input-3.bz2")).doesNotExist();
    }

    @Test
    void theIndexDoesNotGrowForEver() throws IOException {
        var files = new InputFiles(directory);
        for (int number = 1; number <= 450; number++) {
            files.keep(input(Series.INPUT, 2, number));
        }

        assertThat(Files.readAllLines(directory.resolve("index"))).hasSizeLessThan(210);
        assertThat(new InputFiles(directory).list(10))
                .extracting(KeptInput::number)
                .containsExactly(449, 450);
    }

    @Test
    void givesTheSamePlanOnceMore() throws IOException {
        var files = new InputFiles(directory);
        PlanInput input = input(Series.INPUT, 3, 1);
        files.keep(input);

        byte[] bytes = files.read("pe-input-0.bz2").orElseThrow();
        String document =
                new String(Bzip2.decompressing(new ByteArrayInputStream(bytes)).readAllBytes(), StandardCharsets.UTF_8);
        Cib again = Objects.requireNonNull(CibXml.read(document).cib());
        assertThat(again.header().executionDate()).isEqualTo("1001");
        Instant at = Instant.ofEpochSecond(Long.parseLong(again.header().executionDate()));
        assertThat(Planner.plan(again, at).graph())
                .isEqualTo(Planner.plan(CIB, input.at()).graph());
        assertThat(Planner.plan(again, at).graph().isEmpty()).isFalse();
    }

    @Test
    void handsOutNothingButWhatItKeeps() throws IOException {
        var files = new InputFiles(directory);
        files.keep(input(Series.INPUT, 3, 1));

        assertThat(files.read("../secret")).isEmpty();
        assertThat(files.read("index")).isEmpty();
        assertThat(new InputFiles(directory.resolve("none")).list(5)).isEmpty();
    }

    @Test
    void saysThatItCannotWriteAndLeavesNothingBehind() throws IOException {
        Path occupied = Files.writeString(directory.resolve("occupied"), "a file, where a directory should be");
        var files = new InputFiles(occupied);

        assertThatThrownBy(() -> files.keep(input(Series.INPUT, 3, 1))).isInstanceOf(IOException.class);
    }
}
