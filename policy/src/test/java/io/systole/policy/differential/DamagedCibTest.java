package io.systole.policy.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.check.ConfigurationCheck;
import io.systole.cib.xml.CibReading;
import io.systole.cib.xml.CibXml;
import io.systole.policy.Plan;
import io.systole.policy.Planner;
import io.systole.policy.explain.Explainer;
import io.systole.policy.graph.GraphXml;
import io.systole.policy.model.PlanResource;
import io.systole.policy.simulation.SimulateOptions;
import io.systole.policy.simulation.SimulateRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever the CIB says, there is an answer: faults, or a plan that can be shown, explained and played to an end; never an
 * exception, and never a wait. {@code -Dfuzz.seeds=N} tries so many, {@code -Dfuzz.seed=N} only that one.
 */
class DamagedCibTest {
    private static final int SEEDS = 600;
    private static final int BASES = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Instant NOW = Instant.ofEpochSecond(1_760_000_000L);

    @Test
    void aDamagedCibGivesFaultsOrAPlan() throws IOException {
        Long only = Long.getLong("fuzz.seed");
        long from = only == null ? 0 : only;
        long to = only == null ? Integer.getInteger("fuzz.seeds", SEEDS) : only + 1;
        String everything = Files.readString(Path.of("src/test/golden/cib/everything.xml"));

        for (long seed = from; seed < to; seed++) {
            String good = seed % 4 == 0
                    ? everything
                    : RandomSituation.of(seed % BASES).cib();
            String damaged = Damage.of(good, seed);

            assertThat(trouble(damaged)).as("-Dfuzz.seed=%d: %s", seed, damaged).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<group id='g'><group id='g'/></group>",
                "<primitive id='a' template='t'/><template id='t' class='ocf' provider='p' type='t' template='t'/>",
                "<primitive id='a' template='a'/>",
                "<primitive id='a' class='ocf' provider='p' type='t'><meta_attributes id-ref='a'/></primitive>",
                "<primitive id='a' class='ocf' provider='p' type='t'><meta_attributes id='m'>"
                        + "<nvpair id-ref='n'/></meta_attributes></primitive>",
                "<clone id='c'><meta_attributes id='m'><nvpair id='n' name='clone-max' value='2147483647'/>"
                        + "</meta_attributes><primitive id='a' class='ocf' provider='p' type='t'/></clone>",
                "<bundle id='b'><docker image='i' replicas='1000000000'/></bundle>",
                "<bundle id='b'><docker image='i' replicas='3' replicas-per-host='100000000'/></bundle>"
            })
    void aContradictionInTheResourcesGivesFaultsOrAPlan(String resources) {
        assertThat(trouble(cib(resources, ""))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<rsc_order id='x' first='a' then='b'/><rsc_order id='y' first='b' then='c'/>"
                        + "<rsc_order id='z' first='c' then='a'/>",
                "<rsc_order id='x' first='a' then='a'/>",
                "<rsc_colocation id='x' rsc='a' with-rsc='b' score='INFINITY'/>"
                        + "<rsc_colocation id='y' rsc='b' with-rsc='c' score='INFINITY'/>"
                        + "<rsc_colocation id='z' rsc='c' with-rsc='a' score='INFINITY'/>",
                "<rsc_colocation id='x' rsc='a' with-rsc='a' score='-INFINITY'/>",
                "<rsc_colocation id='x' rsc='a' with-rsc='b' score='INFINITY'/>"
                        + "<rsc_colocation id='y' rsc='a' with-rsc='b' score='-INFINITY'/>",
                "<rsc_location id='x' rsc-pattern='(a+)+$' node='n1' score='1'/>",
                "<rsc_location id='x' rsc='a'><rule id='r' id-ref='r'/></rsc_location>"
            })
    void aContradictionInTheConstraintsGivesFaultsOrAPlan(String constraints) {
        String three = "<primitive id='a' class='ocf' provider='p' type='t'/>"
                + "<primitive id='b' class='ocf' provider='p' type='t'/>"
                + "<primitive id='c' class='ocf' provider='p' type='t'/>";

        assertThat(trouble(cib(three, constraints))).isEmpty();
    }

    private static String cib(String resources, String constraints) {
        return ("<cib validate-with='pacemaker-4.0' admin_epoch='1' epoch='1' num_updates='1' have-quorum='1'>"
                        + "<configuration><crm_config><cluster_property_set id='o'>"
                        + "<nvpair id='o1' name='fencing-enabled' value='false'/></cluster_property_set></crm_config>"
                        + "<nodes><node id='n1' uname='n1'/><node id='n2' uname='n2'/></nodes>"
                        + "<resources>%s</resources><constraints>%s</constraints></configuration><status>"
                        + "<node_state id='n1' uname='n1' in_ccm='true' crmd='online' join='member' expected='member'/>"
                        + "<node_state id='n2' uname='n2' in_ccm='true' crmd='online' join='member' expected='member'/>"
                        + "</status></cib>")
                .formatted(resources, constraints);
    }

    /** What went wrong that should never; empty if all is well. */
    private static String trouble(String document) {
        return assertTimeoutPreemptively(PATIENCE, () -> {
            try {
                answer(document);
                return "";
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError broken) {
                StringWriter trace = new StringWriter();
                broken.printStackTrace(new PrintWriter(trace));
                return trace.toString().lines().limit(25).reduce("", (all, line) -> all + "\n" + line);
            }
        });
    }

    private static void answer(String document) {
        CibReading reading = CibXml.read(document);
        Cib cib = reading.cib();
        if (cib == null) {
            assertThat(reading.faults()).isNotEmpty();
            return;
        }
        ConfigurationCheck.faults(reading, List.of(new NodeName("n1")));
        CibXml.read(CibXml.write(cib));
        SimulateRun.Result result = SimulateRun.run(cib, NOW, NOW, null, SimulateOptions.whole());
        assertThat(GraphXml.write(result.graph(), 0)).isNotEmpty();
        Plan plan = Planner.plan(result.reached(), NOW);
        for (PlanResource resource : List.copyOf(plan.state().resources)) {
            Explainer.explain(plan, resource.id);
        }
    }
}
