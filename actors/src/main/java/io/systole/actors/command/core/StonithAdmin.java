package io.systole.actors.command.core;

import io.systole.actors.command.core.Options.BadUsage;
import io.systole.actors.command.core.Options.Given;
import io.systole.actors.command.core.Reply.AskFencings;
import io.systole.actors.command.core.Reply.ConfirmFenced;
import io.systole.actors.command.core.Reply.Fence;
import io.systole.actors.command.core.Reply.Fencing;
import io.systole.actors.command.core.Reply.Outcome;
import io.systole.actors.command.core.Reply.Said;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.value.Spans;
import io.systole.fencing.FenceAction;
import io.systole.policy.Planner;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.output.ReportElement;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** {@code stonith_admin}: fencing by hand, and what was fenced. */
final class StonithAdmin {
    private static final Options.Known OPTIONS = new Options.Known()
            .flag("L", "list-registered")
            .value("H", "history")
            .value("h", "last")
            .value("F", "fence")
            .value("U", "unfence")
            .value("B", "reboot")
            .value("C", "confirm")
            .value("T", "tag")
            .value("t", "timeout")
            .value("y", "delay")
            .value("tolerance")
            .flag("c", "cleanup")
            .flag("b", "broadcast")
            .flag("n", "as-node-id")
            .flag("q", "quiet")
            .flag("V", "verbose")
            .flag("text-fancy")
            .value("output-as")
            .value("output-to");

    private static final List<String> COMMANDS =
            List.of("list-registered", "history", "last", "fence", "unfence", "reboot", "confirm");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss XXX");

    private final Call call;
    private final Cib cib;
    private final Options options;

    private StonithAdmin(Call call, Cib cib, Options options) {
        this.call = call;
        this.cib = cib;
        this.options = options;
    }

    static Reply run(Call call, Cib cib) throws BadUsage {
        Options options = OPTIONS.read(call.arguments());
        Given command = options.last(COMMANDS);
        if (command == null) {
            throw new BadUsage("a command is needed: -L, -H, -h, -F, -U, -B or -C");
        }
        return new StonithAdmin(call, cib, options).run(command);
    }

    private Reply run(Given command) throws BadUsage {
        String node = command.value() == null ? "" : command.value();
        return switch (command.name()) {
            case "list-registered" -> registered();
            case "history" -> new AskFencings(all -> history(ofNode(all, node)));
            case "last" -> new AskFencings(all -> last(node, ofNode(all, node)));
            case "confirm" -> withNode(node, name -> new ConfirmFenced(name, StonithAdmin::fenced));
            case "fence" -> fence(node, FenceAction.OFF);
            case "unfence" -> fence(node, FenceAction.ON);
            default -> fence(node, FenceAction.REBOOT);
        };
    }

    /** What is done with a node that is known. */
    private interface WithNode {
        Reply reply(NodeName node);
    }

    private Reply withNode(String node, WithNode then) {
        return Nodes.id(cib, node).isEmpty()
                ? Said.failed(Exit.NO_SUCH, "stonith_admin: node '" + node + "' is not known")
                : then.reply(new NodeName(node));
    }

    private Reply fence(String node, FenceAction action) throws BadUsage {
        OptionalLong tolerance = Spans.milliseconds(options.valueOr("tolerance", "0"));
        if (tolerance.isEmpty()) {
            throw new BadUsage("Invalid argument for --tolerance: " + options.value("tolerance"));
        }
        Duration enough = Duration.ofMillis(tolerance.getAsLong());
        return withNode(node, name -> new Fence(name, action, enough, StonithAdmin::fenced));
    }

    private static Reply fenced(Outcome outcome) {
        return outcome instanceof Outcome.Failed failed
                ? Said.failed(failed.code(), "stonith_admin: Fencing failed: " + failed.why())
                : Said.of("");
    }

    private Reply registered() {
        List<String> devices = Planner.read(cib, call.at()).allResources().stream()
                .filter(resource -> resource instanceof PlanPrimitive primitive && primitive.isFenceDevice())
                .map(resource -> resource.configuredId)
                .distinct()
                .toList();
        String text = devices.isEmpty()
                ? "No devices found\n"
                : devices.stream().map(device -> device + "\n").collect(Collectors.joining())
                        + devices.size()
                        + (devices.size() == 1 ? " fence device found\n" : " fence devices found\n");
        return FieldText.said(
                call,
                options,
                text,
                List.of(ReportElement.list(
                        "list",
                        devices.stream()
                                .map(device -> ReportElement.text("item", device))
                                .toList())));
    }

    private static List<Fencing> ofNode(List<Fencing> all, String node) {
        return all.stream()
                .filter(each -> node.equals("*") || each.target().value().equals(node))
                .toList();
    }

    private Reply history(List<Fencing> all) {
        String text = all.stream().map(each -> line(each) + "\n").collect(Collectors.joining());
        int count = all.size();
        String total = count == 1 ? "1 event found\n" : count + " events found\n";
        return FieldText.said(
                call,
                options,
                text + total,
                List.of(ReportElement.list(
                        "fence_history", all.stream().map(this::element).toList())));
    }

    private String line(Fencing each) {
        String at = TIME.format(each.at().atZone(call.zone()));
        return switch (each.state()) {
            case SUCCESS ->
                each.delegate() + " was able to " + each.action() + " node " + each.target() + " on behalf of "
                        + each.client() + " at " + at;
            case FAILED ->
                each.action() + " of " + each.target() + " on behalf of " + each.client() + " failed at " + at;
            case PENDING -> each.action() + " of " + each.target() + " on behalf of " + each.client() + " is pending";
        };
    }

    private ReportElement element(Fencing each) {
        String state =
                switch (each.state()) {
                    case SUCCESS -> "success";
                    case FAILED -> "failed";
                    case PENDING -> "pending";
                };
        ReportElement event = ReportElement.leaf("fence_event")
                .with("action", each.action())
                .with("target", each.target().value())
                .with("client", each.client())
                .with("status", state)
                .with("extended-status", state)
                .with("delegate", each.delegate().isEmpty() ? null : each.delegate());
        return each.state() == Fencing.State.PENDING
                ? event
                : event.with("completed", TIME.format(each.at().atZone(call.zone())));
    }

    private Reply last(String node, List<Fencing> all) {
        Fencing last = all.stream()
                .filter(each -> each.state() == Fencing.State.SUCCESS)
                .reduce((first, second) -> second)
                .orElse(null);
        return Said.of(
                last == null
                        ? "Node " + node + " has not been fenced\n"
                        : "Node " + node + " last fenced at: "
                                + TIME.format(last.at().atZone(call.zone())) + "\n");
    }
}
