package io.systole.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.xml.CibXml;
import io.systole.policy.cluster.ClusterShape;
import io.systole.policy.cluster.ClusterShape.Kind;
import io.systole.policy.cluster.ClusterState;
import io.systole.policy.cluster.GeneratedCluster;
import io.systole.policy.graph.GraphXml;
import io.systole.policy.model.ScoreLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same CIB gives the same plan, to the byte, in any JVM, and in whatever order stands what has no order. */
class DeterminismTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);
    private static final Pattern SECTION =
            Pattern.compile("<(%s)>\n(.*?)</\\1>".formatted("nodes|status"), Pattern.DOTALL);
    private static final Pattern LOCATIONS = Pattern.compile("(<rsc_location [^>]*/>\n)+");
    private static final Pattern HISTORIES =
            Pattern.compile("(<lrm_resources>\n)(.*?)(</lrm_resources>)", Pattern.DOTALL);

    /** Prints the plans of all generated clusters: run in JVMs of their own. */
    public static void main(String[] args) {
        for (Kind kind : Kind.values()) {
            for (ClusterState state : ClusterState.values()) {
                System.out.println(text(document(kind, state)));
            }
        }
        System.out.println(text(sketch()));
    }

    @ParameterizedTest
    @EnumSource
    void theOrderOfNodesLocationsAndHistoriesDoesNotMatter(Kind kind) {
        for (ClusterState state : ClusterState.values()) {
            String document = document(kind, state);
            String expected = text(document);

            for (int seed = 0; seed < 5; seed++) {
                assertThat(text(shuffled(document, new Random(seed))))
                        .as("%s %s seed %d", kind, state, seed)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void everyJvmPlansAlike() throws IOException, InterruptedException {
        String first = inAnotherJvm(List.of("-XX:hashCode=2", "-Duser.language=en", "-Duser.timezone=UTC"));

        assertThat(first).contains("<transition_graph").doesNotContain("Exception");
        assertThat(inAnotherJvm(List.of("-XX:hashCode=0", "-Duser.language=tr", "-Duser.timezone=Asia/Tokyo")))
                .isEqualTo(first);
        assertThat(inAnotherJvm(List.of("-XX:hashCode=3", "-Xint", "-Dfile.encoding=ISO-8859-1")))
                .isEqualTo(first);
    }

    private static String inAnotherJvm(List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(options);
        command.add(DeterminismTest.class.getName());
        Path output = Files.createTempFile("plans", ".txt");
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start()
                    .waitFor();
            return Files.readString(output);
        } finally {
            Files.delete(output);
        }
    }

    private static String document(Kind kind, ClusterState state) {
        return GeneratedCluster.xml(new ClusterShape(5, kind, 12), state);
    }

    private static String sketch() {
        List<String> lines = new ArrayList<>();
        lines.add("nodes n1 n2 n3 n4 n5 n6 n7 n8 n9 n10 n11 n12");
        lines.add("option stonith-enabled=false");
        for (int i = 0; i < 40; i++) {
            lines.add("primitive r" + i + " +meta:priority=" + i % 3);
        }
        lines.add("group g r1 r2 r3");
        lines.add("clone c r4 +meta:promotable=true +meta:notify=true");
        lines.add("<rsc_colocation id='x' rsc='r5' with-rsc='g' score='77'/>");
        lines.add("<rsc_order id='y' first='g' then='r6'/>");
        return CibXml.write(CibSketch.read(lines));
    }

    private static String text(String document) {
        Plan plan = Planner.plan(CibXml.read(document).understood().orElseThrow(), NOW);
        return Stream.of(
                        GraphXml.write(plan.graph(), 1),
                        String.join("\n", plan.summaryLines()),
                        plan.scores().stream().map(ScoreLine::text).collect(Collectors.joining("\n")))
                .collect(Collectors.joining("\n"));
    }

    /**
     * The instances of an anonymous clone are numbered in the order of the nodes' states, as in the reference: there that
     * order does matter.
     */
    private static String shuffled(String document, Random random) {
        String nodes = SECTION.matcher(document).replaceAll(found -> {
            boolean states = found.group(1).equals("status");
            boolean matters = states && document.contains("<clone ");
            String end = states ? "</node_state>\n" : "\n";
            String parts = matters ? found.group(2) : shuffledParts(found.group(2), end, random);
            return Matcher.quoteReplacement("<" + found.group(1) + ">\n" + parts + "</" + found.group(1) + ">");
        });
        String locations = LOCATIONS
                .matcher(nodes)
                .replaceAll(found -> Matcher.quoteReplacement(shuffledParts(found.group(), "\n", random)));
        return HISTORIES
                .matcher(locations)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) + shuffledParts(found.group(2), "</lrm_resource>\n", random) + found.group(3)));
    }

    private static String shuffledParts(String text, String end, Random random) {
        List<String> parts = new ArrayList<>();
        for (String part : text.split(Pattern.quote(end), -1)) {
            if (!part.isEmpty()) {
                parts.add(part + end);
            }
        }
        Collections.shuffle(parts, random);
        return String.join("", parts);
    }
}
