package io.systole.actors.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.cib.CibChanged;
import io.systole.actors.cib.CibProtocol;
import io.systole.actors.cib.wire.CibCommand;
import io.systole.actors.resource.NodeClock;
import io.systole.cib.Cib;
import io.systole.cib.edit.CibEdit;
import io.systole.cib.xml.CibXml;
import java.time.Duration;
import java.time.Instant;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ExpiredMovesTest {
    private static final Instant START = Instant.parse("2026-12-01T09:59:00Z");

    private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
    private final ManualTime time = ManualTime.get(kit.system());
    private final TestProbe<CibCommand> cib = kit.createTestProbe(CibCommand.class);
    private volatile Instant now = START;

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    @Test
    void takesABanAwayWhenItsEndHasComeAndAsksAgainWhereThatWasRefused() {
        var subscriber = start();
        subscriber.tell(new CibChanged(ban("2026-12-01 10:00:00Z"), 1));

        pass(Duration.ofSeconds(59));
        cib.expectNoMessage();
        pass(Duration.ofSeconds(1));

        assertThat(asked()).isEqualTo(new CibEdit.ClearExpired(null, START.plusSeconds(60)));
        pass(Duration.ofSeconds(59));
        cib.expectNoMessage();
        pass(Duration.ofSeconds(1));
        assertThat(asked()).isEqualTo(new CibEdit.ClearExpired(null, START.plusSeconds(120)));
    }

    @Test
    void waitsForNothingWhenTheBanIsTakenBackBefore() {
        var subscriber = start();
        subscriber.tell(new CibChanged(ban("2026-12-01 10:00:00Z"), 1));
        subscriber.tell(new CibChanged(cib(""), 2));

        pass(Duration.ofMinutes(10));

        cib.expectNoMessage();
    }

    @Test
    void findsWhatExpiredWhileNobodyLooked() {
        var subscriber = start();
        subscriber.tell(new CibChanged(ban("2026-11-30 10:00:00Z"), 1));

        assertThat(asked()).isEqualTo(new CibEdit.ClearExpired(null, START));
    }

    private ActorRef<CibChanged> start() {
        kit.spawn(ExpiredMoves.create(cib.ref(), clock()));
        return cib.expectMessageClass(CibProtocol.Subscribe.class).subscriber();
    }

    private CibEdit asked() {
        return cib.expectMessageClass(CibProtocol.ModifyConfiguration.class).edit();
    }

    /** Messages that are on their way are taken before the time passes. */
    private void pass(Duration duration) {
        cib.expectNoMessage(Duration.ofMillis(100));
        now = now.plus(duration);
        time.timePasses(duration);
    }

    private NodeClock clock() {
        return new NodeClock() {
            @Override
            public Instant now() {
                return now;
            }

            @Override
            public long nanos() {
                return 0;
            }
        };
    }

    private static Cib ban(String end) {
        return cib("""
                <rsc_location id="cli-ban-web-on-n1" rsc="web" role="Started">
                  <rule id="cli-ban-web-on-n1-rule" score="-INFINITY" boolean-op="and">
                    <expression id="cli-ban-web-on-n1-expr" attribute="#uname" operation="eq" value="n1" type="string"/>
                    <date_expression id="cli-ban-web-on-n1-lifetime" operation="lt" end="%s"/>
                  </rule>
                </rsc_location>""".formatted(end));
    }

    private static Cib cib(String constraints) {
        return CibXml.read("""
                <cib validate-with="pacemaker-3.8" admin_epoch="0" epoch="1" num_updates="0"><configuration><crm_config/>
                  <nodes/><resources/><constraints>%s</constraints></configuration><status/></cib>
                """.formatted(constraints)).understood().orElseThrow();
    }
}
