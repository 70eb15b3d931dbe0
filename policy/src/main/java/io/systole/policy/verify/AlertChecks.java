package io.systole.policy.verify;

import io.systole.cib.Alert;
import io.systole.cib.AlertRecipient;
import io.systole.cib.Configuration;
import io.systole.cib.NvPair;
import io.systole.cib.PropertySet;
import io.systole.cib.value.Spans;
import io.systole.cib.value.TimestampFormat;
import io.systole.cib.value.Truth;
import io.systole.policy.verify.Finding.Severity;
import java.util.List;
import java.util.regex.Pattern;

/** What is at fault in alerts: paths that are none, URLs that are none, meta attributes that are not understood. */
final class AlertChecks {
    private static final Pattern URL = Pattern.compile("https?://[^/?#\\s]+[^\\s]*");

    private final Findings findings;

    private AlertChecks(Findings findings) {
        this.findings = findings;
    }

    static void run(Configuration configuration, Findings findings) {
        var checks = new AlertChecks(findings);
        configuration.alerts().forEach(checks::alert);
    }

    private void alert(Alert alert) {
        path(alert);
        meta(alert.id(), alert.metaAttributes());
        for (AlertRecipient recipient : alert.recipients()) {
            meta(recipient.id(), recipient.metaAttributes());
            if (isWebhook(alert) && !URL.matcher(recipient.value()).matches()) {
                findings.add(
                        Severity.ERROR,
                        "recipient",
                        recipient.id(),
                        "a value that is no URL",
                        "http:// or https://, a host, and what follows",
                        "correct it; until then nothing is sent there");
            }
        }
    }

    private static boolean isWebhook(Alert alert) {
        return alert.path().equals(Alert.WEBHOOK);
    }

    private void path(Alert alert) {
        if (!isWebhook(alert) && !alert.path().startsWith("/")) {
            findings.add(
                    Severity.ERROR,
                    "alert",
                    alert.id(),
                    "path=\"" + alert.path() + "\"",
                    "an absolute path, or " + Alert.WEBHOOK,
                    "correct it; until then the alert fails each time");
        } else if (isWebhook(alert) && alert.recipients().isEmpty()) {
            findings.add(
                    Severity.WARNING,
                    "alert",
                    alert.id(),
                    "no recipient",
                    "a URL as the value of a recipient",
                    "add one; until then nothing is sent");
        }
    }

    private void meta(String id, List<PropertySet> sets) {
        for (PropertySet set : sets) {
            for (NvPair pair : set.pairs()) {
                String name = pair.name();
                String value = pair.value();
                if (name != null && value != null && !value.equals("#default")) {
                    meta(id, name, value);
                }
            }
        }
    }

    private void meta(String id, String name, String value) {
        switch (name) {
            case "timeout" -> {
                if (Spans.milliseconds(value).orElse(0) <= 0) {
                    wrong(id, name, value, "a time with its unit, like 30s", "until then it is 30s");
                }
            }
            case "timestamp-format" ->
                TimestampFormat.fault(value)
                        .ifPresent(conversion -> wrong(
                                id,
                                name,
                                value,
                                "conversions of date(1), which " + conversion + " is none of",
                                "until then it stands in the timestamp as it is"));
            case "enabled" -> {
                if (Truth.parse(value).isEmpty()) {
                    wrong(id, name, value, "true or false", "until then the alert is on");
                }
            }
            default ->
                findings.add(
                        Severity.WARNING,
                        "nvpair",
                        id,
                        "the meta attribute " + name,
                        "timeout, timestamp-format or enabled",
                        "correct the name, or move it to the instance attributes; nothing looks at it here");
        }
    }

    private void wrong(String id, String name, String value, String expected, String until) {
        findings.add(Severity.ERROR, "nvpair", id, name + "=\"" + value + "\"", expected, "correct it; " + until);
    }
}
