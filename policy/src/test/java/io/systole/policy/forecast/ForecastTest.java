package io.systole.policy.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.xml.CibXml;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForecastTest {
    private static final Instant NOW = Instant.parse("2026-11-30T00:00:00Z");

    /** Two nodes, n1 with web; %1$s are constraints, %2$s the history of n2, %3$s the state of n2. */
    private static List<Deed> deeds(String constraints, String history, String state) {
        String document = """
                <cib validate-with="pacemaker-3.9" admin_epoch="0" epoch="1" num_updates="0" have-quorum="1" dc-uuid="1">
                <configuration><crm_config><cluster_property_set id="o">
                  <nvpair id="o-s" name="stonith-enabled" value="%4$s"/></cluster_property_set></crm_config>
                <nodes><node id="1" uname="n1"/><node id="2" uname="n2"/></nodes>
                <resources><primitive id="web" class="ocf" provider="systole" type="Dummy"/>
                  <primitive id="fence" class="stonith" type="fence_dummy"/></resources>
                <constraints>%1$s</constraints></configuration>
                <status><node_state id="1" uname="n1" in_ccm="true" crmd="online" join="member" expected="member">
                  <lrm id="1"><lrm_resources><lrm_resource id="web" class="ocf" provider="systole" type="Dummy">%5$s
                  </lrm_resource></lrm_resources></lrm></node_state>
                <node_state id="2" uname="n2" %3$s expected="member">
                  <lrm id="2"><lrm_resources><lrm_resource id="web" class="ocf" provider="systole" type="Dummy">%2$s
                  </lrm_resource></lrm_resources></lrm></node_state></status></cib>
                """.formatted(constraints, history, state, state.contains("false"), entry("start", 2200));
        return Forecast.of(CibXml.read(document).understood().orElseThrow(), NOW);
    }

    private static String entry(String operation, int ms) {
        return """
                <lrm_rsc_op id="web_last_0" operation="%1$s" operation_key="web_%1$s_0" call-id="5" rc-code="0" op-status="0"
                  interval="0" exec-time="%2$d" queue-time="0" last-rc-change="1700000000"
                  transition-key="3:1:0:4e2a9e25-2d2f-4b6e-9b0e-0f6a3a0d7c11"
                  transition-magic="0:0;3:1:0:4e2a9e25-2d2f-4b6e-9b0e-0f6a3a0d7c11"/>
                """.formatted(operation, ms);
    }

    private static final String ONLINE = "in_ccm=\"true\" crmd=\"online\" join=\"member\"";
    private static final String AWAY = "<rsc_location id=\"l\" rsc=\"web\" node=\"n1\" score=\"-INFINITY\"/>";

    @Test
    void theDowntimeOfAMoveIsTheSumOfWhatIsOnRecord() {
        assertThat(deeds(AWAY, entry("stop", 1000), ONLINE)).anySatisfy(deed -> {
            assertThat(deed.what()).isEqualTo("move");
            assertThat(deed.of()).isEqualTo("web");
            assertThat(deed.downtimeMs()).isEqualTo(3200);
            assertThat(deed.downtime()).isEqualTo("down for about 3.2 s (stop 1.0 s, start 2.2 s when last done)");
        });
    }

    @Test
    void itIsUnknownWhereAnOperationIsNotOnRecord() {
        assertThat(deeds(AWAY, "", ONLINE)).anySatisfy(deed -> {
            assertThat(deed.what()).isEqualTo("move");
            assertThat(deed.downtimeMs()).isNull();
            assertThat(deed.downtime()).isEqualTo("downtime unknown (start 2.2 s when last done; no stop on record)");
        });
    }

    @Test
    void aLostNodeIsFenced() {
        assertThat(deeds("", "", "in_ccm=\"false\" crmd=\"offline\" join=\"member\""))
                .anySatisfy(deed -> {
                    assertThat(deed.what()).isEqualTo("fence");
                    assertThat(deed.of()).isEqualTo("n2");
                    assertThat(deed.downtime()).isNull();
                });
    }

    @Test
    void everyKindOfTheSummaryIsKnown() {
        assertThat(deeds(AWAY.replace("-INFINITY", "INFINITY"), "", ONLINE))
                .allSatisfy(deed -> assertThat(Forecast.KINDS).contains(deed.what()));
    }
}
