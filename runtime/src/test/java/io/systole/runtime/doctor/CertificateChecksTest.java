package io.systole.runtime.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.runtime.doctor.Finding.Area;
import io.systole.runtime.doctor.Finding.Verdict;
import io.systole.runtime.doctor.HostFacts.Certificate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The clock of the hosts in {@link Facts} stands at 0. */
class CertificateChecksTest {
    private static long days(int days) {
        return Duration.ofDays(days).toMillis();
    }

    private static Finding of(String purpose, int from, int until, String fault, String... lacks) {
        var certificate =
                new Certificate(purpose, "/etc/x.pem", days(from), days(until), fault, List.of("n1"), List.of(lacks));
        return CertificateChecks.of(Facts.host("n1", certificate)).get(0);
    }

    @Test
    void oneThatIsGoodIsSaidToBe() {
        var finding = of("node", -1, 700, "");

        assertThat(finding.area()).isEqualTo(Area.CERTIFICATES);
        assertThat(finding.verdict()).isEqualTo(Verdict.OK);
        assertThat(finding.subject()).isEqualTo("n1, certificate /etc/x.pem");
        assertThat(finding.found()).isEqualTo("good until 1971-12-02T00:00:00Z");
    }

    @Test
    void oneThatIsNoGoodOrHasEndedOrNotBegunIsBad() {
        assertThat(of("node", 0, 0, "is missing"))
                .matches(finding -> finding.verdict() == Verdict.BAD)
                .matches(finding -> finding.found().equals("is missing"))
                .matches(finding -> finding.advice().contains("systole cert renew"));
        assertThat(of("management", -90, -1, ""))
                .matches(finding -> finding.verdict() == Verdict.BAD)
                .matches(finding -> finding.subject().contains("of the HTTP interface"))
                .matches(finding -> finding.advice().contains("systole.management.tls"));
        assertThat(of("node", 1, 700, "").verdict()).isEqualTo(Verdict.BAD);
    }

    @Test
    void theEndIsSpokenOfInTimeForWhoRenewsIt() {
        assertThat(of("node", -671, 59, "").verdict()).isEqualTo(Verdict.WARNING);
        assertThat(of("node", -669, 61, "").verdict()).isEqualTo(Verdict.OK);
        assertThat(of("management", -67, 23, "").verdict())
                .as("90 days, renewed when a third is left")
                .isEqualTo(Verdict.OK);
        assertThat(of("management", -69, 21, "").verdict()).isEqualTo(Verdict.WARNING);
    }

    @Test
    void aNameAtWhichClientsAskIsMissed() {
        assertThat(of("node", -1, 700, "", "ha.example.com"))
                .matches(finding -> finding.verdict() == Verdict.WARNING)
                .matches(finding -> finding.expected().contains("ha.example.com"))
                .matches(finding -> finding.advice().contains("systole.tls.names"));
    }
}
