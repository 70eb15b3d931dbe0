package io.systole.actors.alert.core;

import io.systole.actors.alert.core.Happening.Kind;
import io.systole.cib.Alert;
import io.systole.cib.AlertRecipient;
import io.systole.cib.AlertSelect;
import io.systole.cib.Configuration;
import io.systole.cib.PropertySet;
import io.systole.cib.value.SecretTexts;
import io.systole.cib.value.Spans;
import io.systole.cib.value.TimestampFormat;
import io.systole.cib.value.Truth;
import io.systole.policy.rule.PropertyReader;
import io.systole.policy.rule.Recheck;
import io.systole.policy.rule.References;
import io.systole.policy.rule.RuleContext;
import io.systole.policy.rule.Rules;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The alerts of a configuration: which of them are for what happened, and with what they are called. */
final class ConfiguredAlerts {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String TIMESTAMP = "%H:%M:%S.%06N";

    private final List<Alert> alerts;
    private final References references;

    private ConfiguredAlerts(List<Alert> alerts, References references) {
        this.alerts = alerts;
        this.references = references;
    }

    static ConfiguredAlerts none() {
        return of(Configuration.empty());
    }

    static ConfiguredAlerts of(Configuration configuration) {
        return new ConfiguredAlerts(configuration.alerts(), new References(configuration));
    }

    /** One alert of a configuration by itself. */
    static ConfiguredAlerts ofOne(Configuration configuration, Alert alert) {
        return new ConfiguredAlerts(List.of(alert), new References(configuration));
    }

    /** The calls for what happened, in the order of the document. */
    List<AlertCall> calls(Happening what, SortedMap<String, String> facts, ZoneId zone) {
        var calls = new ArrayList<AlertCall>();
        for (Alert alert : alerts) {
            if (isFor(alert.select(), what)) {
                var reading = new Reading(alert, what, facts, zone);
                alert.recipients().forEach(recipient -> reading.add(recipient, calls));
                if (alert.recipients().isEmpty()) {
                    reading.add(null, calls);
                }
            }
        }
        return calls;
    }

    /** By default all but attributes; so it is with a selection that has nothing. */
    private static boolean isFor(@Nullable AlertSelect select, Happening what) {
        boolean chosen =
                select != null && (select.nodes() || select.fencing() || select.resources() || select.attributes());
        if (select == null || !chosen) {
            return what.kind() != Kind.ATTRIBUTE;
        }
        return switch (what.kind()) {
            case NODE -> select.nodes();
            case FENCING -> select.fencing();
            case RESOURCE -> select.resources();
            case ATTRIBUTE -> select.attributes() && isNamed(select, what);
        };
    }

    private static boolean isNamed(AlertSelect select, Happening what) {
        return select.attributeNames().isEmpty()
                || select.attributeNames().stream()
                        .anyMatch(filter -> filter.name().equals(what.facts().get("attribute_name")));
    }

    /** One alert, read at the time of what happened: its sets may have rules. */
    private final class Reading {
        private final Alert alert;
        private final Instant at;
        private final SortedMap<String, String> facts;
        private final ZoneId zone;
        private final PropertyReader reader;
        private final SortedMap<String, String> meta;
        private final SortedMap<String, String> parameters;

        Reading(Alert alert, Happening what, SortedMap<String, String> facts, ZoneId zone) {
            this.alert = alert;
            this.at = what.at();
            this.facts = facts;
            this.zone = zone;
            reader = new PropertyReader(references, new Rules(references, new Recheck(at)));
            meta = read(alert.metaAttributes());
            parameters = read(alert.instanceAttributes());
        }

        private SortedMap<String, String> read(List<PropertySet> sets) {
            return reader.read(sets, RuleContext.timeOnly());
        }

        void add(@Nullable AlertRecipient recipient, List<AlertCall> calls) {
            var itsMeta = recipient == null ? new TreeMap<String, String>() : read(recipient.metaAttributes());
            if (isOff(meta) || isOff(itsMeta)) {
                return;
            }
            var both = new TreeMap<>(meta);
            both.putAll(itsMeta);
            var all = new TreeMap<>(parameters);
            var owners = new TreeMap<String, String>();
            note(parameters, alert.id(), owners);
            if (recipient != null) {
                var own = read(recipient.instanceAttributes());
                all.putAll(own);
                note(own, recipient.id(), owners);
            }
            calls.add(new AlertCall(
                    alert.id(),
                    recipient == null ? "" : recipient.id(),
                    alert.path(),
                    recipient == null ? "" : recipient.value(),
                    at,
                    timeout(both.get("timeout")),
                    told(recipient, both.getOrDefault("timestamp-format", TIMESTAMP)),
                    all,
                    owners));
        }

        private SortedMap<String, String> told(@Nullable AlertRecipient recipient, String format) {
            var told = new TreeMap<>(facts);
            told.put("timestamp", TimestampFormat.write(format, at.atZone(zone)));
            if (recipient != null) {
                told.put("recipient", recipient.value());
            }
            return told;
        }
    }

    /** The later owner of a name counts; one with an open value takes it from the one before. */
    private static void note(SortedMap<String, String> values, String owner, SortedMap<String, String> owners) {
        values.forEach((name, value) -> {
            if (value.equals(SecretTexts.LOCAL)) {
                owners.put(name, owner);
            } else {
                owners.remove(name);
            }
        });
    }

    private static boolean isOff(SortedMap<String, String> meta) {
        return !Truth.parse(meta.get("enabled")).orElse(true);
    }

    private static Duration timeout(@Nullable String text) {
        long ms = Spans.milliseconds(text).orElse(0);
        return ms <= 0 ? TIMEOUT : Duration.ofMillis(ms);
    }
}
