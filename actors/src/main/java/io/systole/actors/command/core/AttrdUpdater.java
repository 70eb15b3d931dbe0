package io.systole.actors.command.core;

import io.systole.actors.attribute.core.AttributeWish;
import io.systole.actors.attribute.core.AttributeWish.Kind;
import io.systole.actors.command.core.Options.BadUsage;
import io.systole.actors.command.core.Options.Given;
import io.systole.actors.command.core.Reply.AskAttributes;
import io.systole.actors.command.core.Reply.ChangeAttribute;
import io.systole.actors.command.core.Reply.Held;
import io.systole.actors.command.core.Reply.Outcome;
import io.systole.actors.command.core.Reply.Said;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.NodeState;
import io.systole.cib.value.Spans;
import io.systole.policy.output.ReportElement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code attrd_updater}: transient attributes with their dampening, told to the cluster or private. */
final class AttrdUpdater {
    private static final Options.Known OPTIONS = new Options.Known()
            .value("n", "name")
            .value("U", "v", "update")
            .value("B", "update-both")
            .flag("Y", "update-delay")
            .flag("Q", "query")
            .flag("D", "delete")
            .flag("R", "refresh")
            .value("d", "delay")
            .value("s", "S", "set")
            .value("N", "node")
            .flag("A", "all")
            .value("l", "lifetime")
            .flag("p", "private")
            .flag("q", "quiet")
            .flag("V", "verbose")
            .flag("text-fancy")
            .value("output-as")
            .value("output-to");

    private final Call call;
    private final Cib cib;
    private final Options options;
    private final NodeName node;
    private final String name;

    private AttrdUpdater(Call call, Cib cib, Options options, String name) {
        this.call = call;
        this.cib = cib;
        this.options = options;
        this.name = name;
        this.node = new NodeName(call.target(options.value("node")));
    }

    static Reply run(Call call, Cib cib) throws BadUsage {
        Options options = OPTIONS.read(call.arguments());
        Given command = options.last(List.of("update", "update-both", "update-delay", "query", "delete", "refresh"));
        String name = options.valueOr("name", "");
        if (name.isEmpty() && (command == null || !command.name().equals("refresh"))) {
            throw new BadUsage("Command requires --name argument");
        }
        return new AttrdUpdater(call, cib, options, name).run(command == null ? "query" : command.name());
    }

    private Reply run(String command) throws BadUsage {
        boolean isPrivate = options.has("private");
        return switch (command) {
            case "query" -> query();
            case "delete" -> change(name, new AttributeWish(Kind.DELETE, null, null, isPrivate));
            case "refresh" -> change(null, new AttributeWish(Kind.SET, null, null, false));
            case "update-delay" -> change(name, new AttributeWish(Kind.SET_DELAY, null, delayOrNone(), isPrivate));
            case "update-both" ->
                change(
                        name,
                        new AttributeWish(Kind.SET_BOTH, options.valueOr("update-both", ""), delayOrNone(), isPrivate));
            default -> change(name, new AttributeWish(Kind.SET, options.valueOr("update", ""), delay(), isPrivate));
        };
    }

    private @Nullable Duration delay() throws BadUsage {
        String given = options.value("delay");
        if (given == null) {
            return null;
        }
        OptionalLong ms = Spans.milliseconds(given);
        if (ms.isEmpty() || ms.getAsLong() < 0) {
            throw new BadUsage("Invalid argument for --delay: " + given);
        }
        return Duration.ofMillis(ms.getAsLong());
    }

    private Duration delayOrNone() throws BadUsage {
        return Objects.requireNonNullElse(delay(), Duration.ZERO);
    }

    /**
     * A node of the cluster that is not there now cannot take the change: it will come without transient attributes, so
     * there is nothing to do, and as in Pacemaker that is no failure. The agent of pgsql depends on it.
     */
    private Reply change(@Nullable String attribute, AttributeWish wish) {
        if (!Nodes.isThere(cib, node.value())) {
            return Nodes.id(cib, node.value()).isPresent()
                    ? Said.of("")
                    : Said.failed(Exit.NO_SUCH, "attrd_updater: Could not map name=" + node + " to a UUID");
        }
        return new ChangeAttribute(node, attribute, wish, outcome -> {
            if (outcome instanceof Outcome.Failed failed) {
                return Said.failed(
                        failed.code(),
                        "attrd_updater: Could not update " + name + "=" + wish.value() + ": " + failed.why());
            }
            return Said.of("");
        });
    }

    private Reply query() {
        List<NodeName> nodes = List.of(node);
        if (options.has("all")) {
            nodes = new ArrayList<>();
            for (NodeState state : cib.status().nodeStates()) {
                if (state.uname() != null) {
                    nodes.add(state.uname());
                }
            }
        }
        List<NodeName> asked = nodes;
        return new AskAttributes(asked, held -> found(asked, held));
    }

    private Reply found(List<NodeName> nodes, List<Held> held) {
        var lines = new ArrayList<Held>();
        for (NodeName each : nodes) {
            Held known = held.stream()
                    .filter(one -> one.node().equals(each) && one.name().equals(name))
                    .findFirst()
                    .orElse(null);
            var inCib = Nodes.transients(cib, each.value()).get(name);
            if (known != null) {
                lines.add(known);
            } else if (inCib != null) {
                lines.add(new Held(each, name, inCib.value()));
            }
        }
        if (lines.isEmpty()) {
            return FieldText.failed(
                    call,
                    options,
                    Exit.NO_SUCH,
                    "attrd_updater: Could not query value of " + name + ": attribute does not exist");
        }
        String text = lines.stream()
                .map(line -> "name=\"" + name + "\" host=\"" + line.node() + "\" value=\"" + shown(line) + "\"\n")
                .collect(Collectors.joining());
        return FieldText.said(
                call,
                options,
                text,
                lines.stream()
                        .map(line -> ReportElement.leaf("attribute")
                                .with("name", name)
                                .with("value", shown(line))
                                .with("host", line.node().value()))
                        .toList());
    }

    private static String shown(Held line) {
        return line.value() == null ? "" : line.value();
    }
}
