package io.systole.cib.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A patch makes the new CIB of the old one, whoever applies it: this or crm_diff of Debian. */
class TreePatchTest {
    private static final int ROUNDS = 300;
    private static final int ROUNDS_WITH_TOOLS = 25;

    @Test
    void makesTheNewCibOfTheOldOne() {
        var random = new Random(1);
        for (int i = 0; i < ROUNDS; i++) {
            var before = cib(random, 1);
            var after = cib(random, 2);

            var result = TreePatch.apply(before, TreeDiff.between(before, after));

            assertThat(result).as("round %d", i).isEqualTo(new TreeResult.Changed(after));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void isUnderstoodByTheToolsOfTheFieldAndUnderstandsTheirs(long seed, @TempDir Path directory) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/sbin/crm_diff")), "crm_diff is not installed");
        var random = new Random(seed);
        for (int i = 0; i < ROUNDS_WITH_TOOLS; i++) {
            var before = cib(random, 1);
            var after = cib(random, 2);
            var old = write(directory, "before.xml", before);
            var now = write(directory, "after.xml", after);
            var patch = write(directory, "patch.xml", TreeDiff.between(before, after));

            var patched = run("crm_diff", "-o", old, "-p", patch);
            var theirs = run("crm_diff", "-o", old, "-n", now);

            assertThat(ElementXml.read(patched).element()).as("round %d", i).hasValue(after);
            assertThat(TreePatch.apply(before, ElementXml.read(theirs).element().orElseThrow()))
                    .as("round %d", i)
                    .isEqualTo(new TreeResult.Changed(after));
        }
    }

    @Test
    void isRefusedWhenTheConfigurationMovedOn() {
        var random = new Random(2);
        var before = cib(random, 1);
        var patch = TreeDiff.between(before, cib(random, 2));
        var moved = before.with(Map.of("epoch", "9"));

        var result = TreePatch.apply(moved, patch);

        assertThat(result).isInstanceOfSatisfying(TreeResult.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(TreeResult.Reason.OLDER_THAN_PRESENT);
            assertThat(refused.fault().found()).isEqualTo("a patch of version 0.1.0");
        });
    }

    @Test
    void isRefusedWhereItsPathLeadsNowhere() {
        var cib = cib(new Random(3), 1);
        var patch = ElementXml.read("<diff format=\"2\"><change operation=\"delete\" path=\"/cib/nowhere\"/></diff>")
                .element()
                .orElseThrow();

        var result = TreePatch.apply(cib, patch);

        assertThat(result)
                .isInstanceOfSatisfying(
                        TreeResult.Refused.class,
                        refused -> assertThat(refused.fault().found()).isEqualTo("the path /cib/nowhere"));
    }

    /** Few ids, so that two CIBs share many of them, at other places and with other values. */
    private static Element cib(Random random, int epoch) {
        var primitives = new ArrayList<Element>();
        for (int id : shuffled(random, 6)) {
            var attributes = new ArrayList<Element>();
            for (int pair : shuffled(random, 4)) {
                attributes.add(element("nvpair", "p" + id + "-" + pair, "value", "" + random.nextInt(2), List.of()));
            }
            var sets = random.nextBoolean()
                    ? List.of(element("meta_attributes", "m" + id, null, "", attributes))
                    : List.<Element>of();
            primitives.add(element("primitive", "r" + id, "type", "T" + random.nextInt(2), sets));
        }
        var references = new ArrayList<Element>();
        for (int i = random.nextInt(3); i > 0; i--) {
            references.add(element("obj_ref", "r" + random.nextInt(6), null, "", List.of()));
        }
        var configuration = new Element(
                "configuration",
                new TreeMap<>(),
                List.of(
                        Element.empty("resources").containing(primitives),
                        Element.empty("tags")
                                .containing(List.of(element("tag", "t", null, "", distinct(references))))));
        return new Element(
                "cib",
                new TreeMap<>(Map.of(
                        "admin_epoch",
                        "0",
                        "epoch",
                        "" + epoch,
                        "num_updates",
                        "0",
                        "crm_feature_set",
                        "3.15.0",
                        "validate-with",
                        "pacemaker-3.7")),
                List.of(configuration, Element.empty("status")));
    }

    private static List<Element> distinct(List<Element> elements) {
        return elements.stream().distinct().toList();
    }

    private static List<Integer> shuffled(Random random, int count) {
        var numbers = new ArrayList<Integer>();
        for (int i = 0; i < count; i++) {
            if (random.nextInt(4) > 0) {
                numbers.add(random.nextInt(numbers.size() + 1), i);
            }
        }
        return numbers;
    }

    private static Element element(
            String name, String id, @Nullable String attribute, String value, List<Element> children) {
        var attributes = new TreeMap<>(Map.of("id", id));
        if (attribute != null) {
            attributes.put(attribute, value);
        }
        return new Element(name, attributes, children);
    }

    private static String write(Path directory, String name, Element element) throws IOException {
        return Files.writeString(directory.resolve(name), ElementXml.write(element))
                .toString();
    }

    private static String run(String... command) throws Exception {
        var process = new ProcessBuilder(command).redirectErrorStream(false).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
