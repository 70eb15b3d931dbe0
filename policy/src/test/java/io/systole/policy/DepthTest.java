package io.systole.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.Cib;
import io.systole.cib.xml.CibXml;
import io.systole.policy.cluster.ClusterShape;
import io.systole.policy.cluster.ClusterShape.Kind;
import io.systole.policy.cluster.ClusterState;
import io.systole.policy.cluster.GeneratedCluster;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Resources in one long chain are planned on a small stack: on the usual one several thousand of them are. */
@Timeout(120)
class DepthTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);
    private static final int STACK_BYTES = 320 * 1024;
    private static final int LENGTH = 1000;

    @ParameterizedTest
    @EnumSource(names = {"CHAIN", "CHAIN_BACKWARDS", "ONE_GROUP"})
    void aLongChainIsStartedOnOneNodeAfterItsProbes(Kind kind) throws Exception {
        Plan plan = plan(document(kind, ClusterState.START));

        assertThat(count(plan, "start")).isEqualTo(LENGTH + 1);
        assertThat(plan.state().resources.stream()
                        .flatMap(resource -> resource.assignedNodes().stream())
                        .map(node -> node.name))
                .contains("node0");
    }

    @ParameterizedTest
    @EnumSource(names = {"CHAIN", "CHAIN_BACKWARDS", "ONE_GROUP"})
    void aLongChainThatRunsIsLeftAlone(Kind kind) throws Exception {
        assertThat(plan(document(kind, ClusterState.STEADY)).graph().actions()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"CHAIN", "CHAIN_BACKWARDS", "ONE_GROUP"})
    void aLongChainWhoseFirstResourceIsStoppedIsStopped(Kind kind) throws Exception {
        String document = document(kind, ClusterState.STEADY)
                .replaceFirst(
                        "(<primitive id=\"r0\" [^>]*>)",
                        "$1<meta_attributes id=\"m\"><nvpair id=\"n\" name=\"target-role\" value=\"Stopped\"/>"
                                + "</meta_attributes>");

        assertThat(count(plan(document), "stop")).isEqualTo(LENGTH);
    }

    private static String document(Kind kind, ClusterState state) {
        return GeneratedCluster.xml(new ClusterShape(3, kind, LENGTH), state);
    }

    private static long count(Plan plan, String task) {
        return plan.actions().all().stream()
                .filter(action ->
                        action.resource() != null && !action.resource().isCollective())
                .filter(action -> action.is(task) && action.required() && action.runnable())
                .count();
    }

    private static Plan plan(String document) throws InterruptedException, ExecutionException {
        Cib cib = CibXml.read(document).understood().orElseThrow();
        FutureTask<Plan> task = new FutureTask<>(() -> Planner.plan(cib, NOW));
        new Thread(null, task, "small-stack", STACK_BYTES).start();
        return task.get();
    }
}
