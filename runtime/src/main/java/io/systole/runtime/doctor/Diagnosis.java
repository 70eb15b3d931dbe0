package io.systole.runtime.doctor;

import io.systole.runtime.doctor.Finding.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All findings on a cluster, the worst first.
 *
 * @param asked by whom the facts were gathered
 */
public record Diagnosis(String asked, List<Finding> findings) {
    public Diagnosis {
        findings = List.copyOf(findings);
    }

    /** Judges facts. */
    public static Diagnosis of(ClusterFacts facts) {
        var findings = new ArrayList<Finding>();
        findings.addAll(ClusterChecks.of(facts));
        findings.addAll(TimeChecks.of(facts));
        findings.addAll(LinkChecks.of(facts));
        findings.addAll(VersionChecks.of(facts));
        facts.hosts().forEach(host -> {
            findings.addAll(HostChecks.of(host));
            findings.addAll(CertificateChecks.of(host));
        });
        findings.sort(Comparator.comparing(Finding::verdict)
                .thenComparing(Finding::area)
                .thenComparing(Finding::subject));
        return new Diagnosis(facts.asked(), findings);
    }

    /** How many of them are so. */
    public long count(Verdict verdict) {
        return findings.stream().filter(finding -> finding.verdict() == verdict).count();
    }
}
