package io.systole.actors.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.cib.CibProtocol;
import io.systole.actors.cib.wire.CibCommand;
import io.systole.actors.policy.PlannerAdapter;
import io.systole.actors.policy.PolicyPorts;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.xml.CibXml;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class PriorityDelayTest {
    private static final ActorTestKit KIT = ActorTestKit.create();

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void theFencingOfTheNodeWithTheWorkWaits() {
        assertThat(delay(cib("n2"), PlannerAdapter.planning())).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void theFencingOfTheNodeWithoutWorkDoesNotWait() {
        assertThat(delay(cib("n1"), PlannerAdapter.planning())).isEqualTo(Duration.ZERO);
    }

    @Test
    void aPlannerThatFailsIsNoReasonToWait() {
        assertThat(delay(cib("n2"), (cib, now) -> {
                    throw new IllegalStateException("no plan");
                }))
                .isEqualTo(Duration.ZERO);
    }

    private static Duration delay(Cib cib, PolicyPorts.Planning planner) {
        ActorRef<CibCommand> holder = KIT.spawn(Behaviors.<CibCommand>receiveMessage(message -> {
            ((CibProtocol.GetCib) message).replyTo().tell(cib);
            return Behaviors.same();
        }));
        return new PriorityDelay(KIT.system(), holder, planner, Runnable::run)
                .of(new NodeName("n2"))
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    /** Two nodes, n2 is lost; the resource with a priority runs on the given node. */
    private static Cib cib(String runs) {
        String history = """
                <lrm_resource id="web" class="ocf" provider="systole" type="Dummy">
                  <lrm_rsc_op id="web_last_0" operation_key="web_start_0" operation="start" interval="0" call-id="1"
                      rc-code="0" op-status="0" transition-key="1:1:0:a" transition-magic="0:0;1:1:0:a"/>
                </lrm_resource>""";
        return Objects.requireNonNull(
                CibXml.read("""
                <cib validate-with="pacemaker-3.9" admin_epoch="0" epoch="1" num_updates="0" have-quorum="1">
                  <configuration>
                    <crm_config>
                      <cluster_property_set id="options">
                        <nvpair id="delay" name="priority-fencing-delay" value="15s"/>
                      </cluster_property_set>
                    </crm_config>
                    <nodes><node id="1" uname="n1"/><node id="2" uname="n2"/></nodes>
                    <resources>
                      <primitive id="power" class="stonith" type="fence_process"/>
                      <primitive id="web" class="ocf" provider="systole" type="Dummy">
                        <meta_attributes id="web-meta"><nvpair id="p" name="priority" value="10"/></meta_attributes>
                      </primitive>
                    </resources>
                    <constraints/>
                  </configuration>
                  <status>
                    <node_state id="1" uname="n1" in_ccm="true" crmd="online" join="member" expected="member">
                      <lrm id="1"><lrm_resources>@n1@</lrm_resources></lrm>
                    </node_state>
                    <node_state id="2" uname="n2" in_ccm="false" crmd="offline" join="member" expected="member">
                      <lrm id="2"><lrm_resources>@n2@</lrm_resources></lrm>
                    </node_state>
                  </status>
                </cib>
                """.replace("@" + runs + "@", history).replaceAll("@n[12]@", ""))
                        .cib());
    }
}
