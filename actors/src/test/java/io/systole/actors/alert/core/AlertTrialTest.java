package io.systole.actors.alert.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.alert.core.AlertTrial.Wish;
import io.systole.actors.alert.core.Happening.Kind;
import io.systole.cib.Configuration;
import io.systole.cib.NodeName;
import io.systole.cib.xml.CibXml;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlertTrialTest {
    private static final Configuration CONFIGURATION =
            CibXml.read("""
                    <cib validate-with="pacemaker-3.10" epoch="1" num_updates="0" admin_epoch="0"><configuration>
                      <crm_config/><nodes/><resources/><constraints/>
                      <alerts>
                        <alert id="mail" path="/usr/bin/mail.sh">
                          <select><select_fencing/></select>
                          <meta_attributes id="m"><nvpair id="t" name="timeout" value="5s"/></meta_attributes>
                          <recipient id="one" value="a@example.com"/>
                          <recipient id="off" value="b@example.com">
                            <meta_attributes id="o"><nvpair id="e" name="enabled" value="false"/></meta_attributes>
                          </recipient>
                          <recipient id="two" value="c@example.com"/>
                        </alert>
                        <alert id="other" path="/usr/bin/other.sh"/>
                      </alerts></configuration><status/></cib>
                    """).understood().orElseThrow().configuration();
    private static final AlertSettings SETTINGS =
            new AlertSettings(new NodeName("n1"), Instant.EPOCH, Duration.ofSeconds(5), "1.0", ZoneOffset.UTC);

    private static List<AlertCall> calls(String alert, @Nullable String recipient, @Nullable Kind kind) {
        return AlertTrial.calls(
                CONFIGURATION, new Wish(alert, recipient, kind, "root"), SETTINGS, Instant.ofEpochSecond(100));
    }

    @Test
    void allRecipientsThatAreOnAreToldOfWhatTheAlertIsForMarkedAsATest() {
        List<AlertCall> calls = calls("mail", null, null);

        assertThat(calls).extracting(AlertCall::recipientId).containsExactly("one", "two");
        assertThat(calls.get(0).timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(calls.get(0).environment())
                .containsEntry("CRM_alert_kind", "fencing")
                .containsEntry("CRM_alert_test", "true")
                .containsEntry("CRM_alert_recipient", "a@example.com")
                .containsEntry("CRM_alert_version", "1.0")
                .containsEntry("CRM_alert_desc", "TEST of the alert by root: nothing happened");
    }

    @Test
    void oneRecipientIsMeantByItsIdOrItsValue() {
        assertThat(calls("mail", "two", null))
                .extracting(AlertCall::recipientId)
                .containsExactly("two");
        assertThat(calls("mail", "c@example.com", null))
                .extracting(AlertCall::recipientId)
                .containsExactly("two");
        assertThat(calls("mail", "off", null)).isEmpty();
    }

    @Test
    void anyKindCanBeTriedWhateverIsSelected() {
        assertThat(calls("mail", "one", Kind.RESOURCE).get(0).facts())
                .containsEntry("kind", "resource")
                .containsEntry("rsc", "systole-test")
                .containsEntry("rc", "0");
        assertThat(calls("mail", "one", Kind.ATTRIBUTE).get(0).facts()).containsEntry("attribute_name", "systole-test");
    }

    @Test
    void noOtherAlertIsCalled() {
        assertThat(calls("other", null, null)).extracting(AlertCall::path).containsExactly("/usr/bin/other.sh");
        assertThat(calls("nothing", null, null)).isEmpty();
    }
}
