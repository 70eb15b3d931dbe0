package io.systole.runtime.status;

import io.systole.actors.fencer.FencingHistory;
import io.systole.actors.fencer.FencingOutcome.Failed;
import io.systole.actors.fencer.FencingOutcome.Fenced;
import io.systole.actors.fencer.FencingReadiness;
import io.systole.actors.fencer.FencingRecord;
import io.systole.actors.fencer.core.RaceOutlook;
import io.systole.cib.NodeName;
import io.systole.fencing.DelaySettings;
import io.systole.fencing.DeviceSettings.HostCheck;
import io.systole.fencing.core.ConfiguredDevice;
import io.systole.fencing.core.NodeReadiness;
import io.systole.fencing.core.NodeReadiness.Answer;
import io.systole.fencing.core.NodeReadiness.Device;
import io.systole.fencing.core.NodeReadiness.Level;
import io.systole.runtime.status.FenceCheckView.Use;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Puts what the Fencer knows into the form in which it is shown. */
public final class FenceReading {
    private FenceReading() {}

    /** All that is remembered, oldest first, then what is under way. */
    public static List<PastFencing> history(FencingHistory history) {
        var past = new ArrayList<>(
                history.ended().stream().map(FenceReading::ended).toList());
        for (var now : history.underway()) {
            past.add(new PastFencing(
                    now.target().value(),
                    now.action().word(),
                    FencingView.Outcome.PENDING,
                    now.requestedBy(),
                    now.reason(),
                    "",
                    now.ledBy().value(),
                    0,
                    "",
                    now.since()));
        }
        return past;
    }

    private static PastFencing ended(FencingRecord record) {
        var done = record.outcome() instanceof Fenced it ? it : null;
        var failed = record.outcome() instanceof Failed it ? it : null;
        var ledBy = done != null ? done.executor() : failed == null ? null : failed.ledBy();
        return new PastFencing(
                record.target().value(),
                record.action().word(),
                done != null ? FencingView.Outcome.SUCCESSFUL : FencingView.Outcome.FAILED,
                record.requestedBy(),
                record.reason(),
                done != null ? done.by() : "",
                ledBy == null ? null : ledBy.value(),
                done != null
                        ? done.duration().toMillis()
                        : failed == null ? 0 : failed.duration().toMillis(),
                failed == null ? "" : failed.why(),
                record.at());
    }

    /** The devices that are configured and enabled. */
    public static List<FenceDeviceView> devices(FencingReadiness readiness) {
        return readiness.configuration().devices().stream()
                .map(configured -> device(configured, readiness))
                .toList();
    }

    private static FenceDeviceView device(ConfiguredDevice configured, FencingReadiness readiness) {
        var device = configured.device();
        var settings = device.settings();
        var lie = readiness.lies().stream()
                .filter(each -> each.device().equals(device.id()))
                .findFirst();
        var distrust = lie.map(it -> "said that it had fenced " + it.target() + ", whose host was never restarted"
                        + (readiness.distrusted().contains(device.id()) ? ": its word alone does not count" : ""))
                .orElse("");
        var check = settings.hostCheck()
                .map(FenceReading::word)
                .orElse(settings.staticHosts().isEmpty() ? "by its agent" : word(HostCheck.STATIC_LIST));
        return new FenceDeviceView(
                device.id().value(),
                device.agent(),
                names(settings.staticHosts()),
                check,
                delay(settings.delay()),
                settings.proof().name().toLowerCase(Locale.ROOT),
                names(configured.barred()),
                names(configured.verified()),
                distrust);
    }

    private static String word(HostCheck check) {
        return check.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static List<String> names(Collection<NodeName> nodes) {
        return nodes.stream().map(NodeName::value).toList();
    }

    private static String delay(DelaySettings delay) {
        var parts = new ArrayList<String>();
        delay.baseByTarget().forEach((node, time) -> parts.add(time.toMillis() + " ms for " + node));
        if (!delay.base().isZero()) {
            parts.add(delay.base().toMillis() + " ms");
        }
        if (!delay.max().isZero()) {
            parts.add("up to " + delay.max().toMillis() + " ms at random");
        }
        return String.join(", ", parts);
    }

    /** Node by node, who could fence it. */
    public static List<FenceCheckView> check(FencingReadiness readiness) {
        return readiness.nodes().stream()
                .map(node -> check(node, readiness.race()))
                .toList();
    }

    private static FenceCheckView check(NodeReadiness node, Optional<RaceOutlook> race) {
        var levels = new ArrayList<FenceCheckView.Level>();
        for (Level level : node.levels()) {
            var uses = level.devices().stream()
                    .flatMap(device -> uses(device).stream())
                    .toList();
            levels.add(new FenceCheckView.Level(levels.size() + 1, works(level.answer()), uses));
        }
        var fenceable =
                switch (node.answer()) {
                    case YES -> "yes";
                    case UNCHECKED -> "unchecked";
                    case NO -> "no";
                };
        var missing = new ArrayList<>(node.missing());
        race.filter(it -> it.open() && involves(it, node.node())).ifPresent(it -> missing.add(bothMayEnd(it)));
        var order = race.filter(it -> !it.held().isZero() && involves(it, node.node()))
                .map(it -> order(it, node.node()))
                .orElse("");
        return new FenceCheckView(node.node().value(), fenceable, levels, missing, order);
    }

    private static boolean involves(RaceOutlook race, NodeName node) {
        return node.equals(race.first()) || node.equals(race.second());
    }

    private static String order(RaceOutlook race, NodeName node) {
        return node.equals(race.first())
                ? "when the two do not hear each other, " + race.second() + " waits "
                        + race.held().toMillis() + " ms before it fences this one"
                : "when the two do not hear each other, " + race.first() + " fences this one at once";
    }

    private static String bothMayEnd(RaceOutlook race) {
        return "when " + race.first() + " and " + race.second() + " do not hear each other, " + FenceText.BOTH_MAY_END
                + ": neither priority-fencing-delay nor pcmk_delay_base or pcmk_delay_max is set, and"
                + " systole.fencing.race-delay is 0";
    }

    private static List<Use> uses(Device device) {
        if (device.from().isEmpty()) {
            return List.of(new Use(device.id().value(), null, works(device.answer()), device.why(), 0, 0, null));
        }
        return device.from().stream()
                .map(from -> {
                    var finding = Optional.ofNullable(from.finding());
                    return new Use(
                            device.id().value(),
                            from.node().value(),
                            works(from.answer()),
                            finding.map(it -> it.why()).orElse(""),
                            finding.map(it -> it.took().toMillis()).orElse(0L),
                            finding.map(it -> it.timeout().toMillis()).orElse(0L),
                            finding.map(it -> it.at()).orElse(null));
                })
                .toList();
    }

    private static String works(Answer answer) {
        return switch (answer) {
            case YES -> "works";
            case UNCHECKED -> "not checked yet";
            case NO -> "does not work";
        };
    }

    /** What an operator has to be told before a node is lost: whom nothing could fence, and which device is not believed. */
    public static List<String> attention(FencingReadiness readiness) {
        var lines = new ArrayList<String>();
        for (var node : readiness.nodes()) {
            if (node.answer() == Answer.NO && !node.levels().isEmpty()) {
                lines.add("node " + node.node() + " CANNOT BE FENCED as the last check of its devices tells: "
                        + String.join("; ", node.missing())
                        + "; when it is lost, nothing of it is taken over (`systole fence check`)");
            }
        }
        readiness.race().filter(RaceOutlook::open).map(FenceReading::bothMayEnd).ifPresent(lines::add);
        readiness
                .lies()
                .forEach(lie -> lines.add("fence device " + lie.device() + " said that it had fenced "
                        + lie.target() + ", but that host was never restarted"
                        + (readiness.distrusted().contains(lie.device())
                                ? ": its word alone does not count any more"
                                : "")
                        + "; look at the device, then `systole fence trust " + lie.device() + "`"));
        return lines;
    }
}
