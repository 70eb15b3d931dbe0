package io.systole.actors.policy.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.NodeName;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A cluster of real cores, many seeds: one owner whatever happens, and rest in the end, where nothing is left to plan. */
final class ClusterSimulationTest {
    private static final String DOCUMENT = """
            <cib validate-with="pacemaker-3.9" admin_epoch="0" epoch="7" num_updates="3" have-quorum="1" dc-uuid="n1">
              <configuration>
                <crm_config>
                  <cluster_property_set id="cib-bootstrap-options">
                    <nvpair id="fencing" name="stonith-enabled" value="true"/>
                    <nvpair id="fatal" name="start-failure-is-fatal" value="false"/>
                  </cluster_property_set>
                </crm_config>
                <nodes>
                  <node id="n1" uname="n1"/><node id="n2" uname="n2"/><node id="n3" uname="n3"/>
                </nodes>
                <resources>
                  <primitive id="power" class="stonith" type="fence_dummy"/>
                  <group id="site">
                    <primitive id="disk" class="ocf" provider="systole" type="Dummy">
                      <operations><op id="disk-m" name="monitor" interval="10s" timeout="20s"/></operations>
                    </primitive>
                    <primitive id="web" class="ocf" provider="systole" type="Dummy">
                      <operations><op id="web-m" name="monitor" interval="10s" timeout="20s"/></operations>
                    </primitive>
                  </group>
                  <primitive id="mail" class="ocf" provider="systole" type="Dummy"/>
                  <clone id="dbs">
                    <primitive id="db" class="ocf" provider="systole" type="Dummy"/>
                  </clone>
                </resources>
                <constraints>
                  <rsc_order id="db-then-mail" first="dbs" then="mail"/>
                </constraints>
              </configuration>
            </cib>
            """;

    static IntStream seeds() {
        Integer one = Integer.getInteger("sim.seed");
        return one == null ? IntStream.range(0, Integer.getInteger("sim.seeds", 60)) : IntStream.of(one);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void startsEverythingInOneTransitionAndThenIsCalm(int seed) {
        var cluster = cluster(seed);

        cluster.run();

        assertThat(cluster.planOfNow().summaryLines()).isEmpty();
        assertThat(cluster.planOfNow().graph().actions()).isEmpty();
        assertThat(cluster.transitions).isEqualTo(1);
        assertThat(cluster.isRunning("web")).isTrue();
        assertThat(cluster.isRunning("mail")).isTrue();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void keepsOneOwnerAndComesToRestWhenAgentsFail(int seed) {
        var cluster = cluster(seed);
        cluster.failurePercent = 10;
        cluster.run(300);
        cluster.failurePercent = 0;

        cluster.run();

        assertCalm(cluster);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void keepsOneOwnerWhenANodeDiesInTheMiddleOfIt(int seed) {
        var cluster = cluster(seed);
        cluster.run(20 + seed % 60);
        cluster.kill("n" + (1 + seed % 3));

        cluster.run();

        assertCalm(cluster);
        assertThat(cluster.isRunning("web")).isTrue();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void keepsOneOwnerWhenTheDcChangesInTheMiddleOfIt(int seed) {
        var cluster = cluster(seed);
        cluster.run(10 + seed % 70);
        cluster.becomeDc(new NodeName("n2"));
        cluster.run(seed % 20);
        cluster.becomeDc(new NodeName("n3"));

        cluster.run();

        assertCalm(cluster);
        assertThat(cluster.isRunning("web")).isTrue();
    }

    private static SimulatedCluster cluster(int seed) {
        return new SimulatedCluster(seed, DOCUMENT, "n1", "n2", "n3");
    }

    private static void assertCalm(SimulatedCluster cluster) {
        assertThat(cluster.policy().transition().isRunning()).isFalse();
        assertThat(cluster.policy().transition().inFlight()).isEmpty();
        assertThat(cluster.planOfNow().graph().actions()).isEmpty();
    }
}
