package io.systole.actors.alert.core;

import io.systole.actors.alert.core.Happening.Kind;
import io.systole.cib.Alert;
import io.systole.cib.AlertSelect;
import io.systole.cib.Configuration;
import io.systole.cib.NodeName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Calls of one alert as if something had happened, so that a person sees whether its agent works. Each is marked: the fact
 * {@code test} is true, and the description says that nothing happened.
 */
public final class AlertTrial {
    /** What stands for a resource and an attribute: nothing is called so. */
    private static final String NOTHING = "systole-test";

    private AlertTrial() {}

    /**
     * What is tried.
     *
     * @param alert its id
     * @param recipient the id or the value of the only one that is told; null for all
     * @param kind what seems to have happened; null for the first that the alert is for
     * @param by who wants it
     */
    public record Wish(
            String alert,
            @Nullable String recipient,
            @Nullable Kind kind,
            String by) {}

    /** The calls; none where the alert or recipient is not there, or is turned off. */
    public static List<AlertCall> calls(Configuration configuration, Wish wish, AlertSettings settings, Instant at) {
        Optional<Alert> found = configuration.alerts().stream()
                .filter(alert -> alert.id().equals(wish.alert()))
                .findFirst();
        if (found.isEmpty()) {
            return List.of();
        }
        Alert alert = found.get();
        Kind kind = wish.kind() == null ? first(alert.select()) : wish.kind();
        var what = new Happening(kind, settings.self(), facts(kind, settings.self(), wish.by()), at);
        return ConfiguredAlerts.ofOne(configuration, forAll(alert))
                .calls(what, AlertCore.facts(what, 0, settings), settings.zone())
                .stream()
                .filter(call -> wish.recipient() == null
                        || wish.recipient().equals(call.recipientId())
                        || wish.recipient().equals(call.recipient()))
                .toList();
    }

    private static Kind first(@Nullable AlertSelect select) {
        if (select == null || select.nodes()) {
            return Kind.NODE;
        }
        if (select.fencing()) {
            return Kind.FENCING;
        }
        if (select.resources()) {
            return Kind.RESOURCE;
        }
        return select.attributes() ? Kind.ATTRIBUTE : Kind.NODE;
    }

    /** A trial is not for its selection to hide. */
    private static Alert forAll(Alert alert) {
        var select = new AlertSelect(true, true, true, true, List.of());
        return new Alert(
                alert.id(),
                alert.description(),
                alert.path(),
                alert.instanceAttributes(),
                alert.metaAttributes(),
                select,
                alert.recipients());
    }

    private static SortedMap<String, String> facts(Kind kind, NodeName self, String by) {
        var facts = new TreeMap<String, String>();
        facts.put("test", "true");
        facts.put("desc", "TEST of the alert by " + by + ": nothing happened");
        switch (kind) {
            case NODE -> facts.put("nodeid", self.value());
            case FENCING -> {
                facts.put("task", "test");
                facts.put("rc", "0");
            }
            case RESOURCE -> {
                facts.put("rsc", NOTHING);
                facts.put("task", "monitor");
                for (String number : List.of("interval", "rc", "target_rc", "status", "exec_time")) {
                    facts.put(number, "0");
                }
            }
            case ATTRIBUTE -> {
                facts.put("attribute_name", NOTHING);
                facts.put("attribute_value", "1");
            }
        }
        return facts;
    }
}
