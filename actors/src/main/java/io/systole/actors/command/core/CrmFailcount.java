package io.systole.actors.command.core;

import io.systole.actors.command.core.Options.BadUsage;
import io.systole.actors.command.core.Options.Given;
import io.systole.actors.command.core.Reply.CleanUp;
import io.systole.actors.command.core.Reply.Outcome;
import io.systole.actors.command.core.Reply.Said;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.value.Scores;
import io.systole.cib.value.Spans;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code crm_failcount}: how often a resource has failed on a node, and forgetting that. */
final class CrmFailcount {
    private static final Options.Known OPTIONS = new Options.Known()
            .flag("G", "query")
            .flag("D", "delete")
            .value("r", "resource-id", "resource")
            .value("n", "operation")
            .value("I", "interval")
            .value("N", "U", "uname", "node")
            .value("v", "update")
            .flag("q", "Q", "quiet")
            .flag("V", "verbose");

    private static final String COUNT = "fail-count-";

    private CrmFailcount() {}

    static Reply run(Call call, Cib cib) throws BadUsage {
        Options options = OPTIONS.read(call.arguments());
        Given command = options.last(List.of("query", "delete", "update"));
        if (command == null) {
            return Said.failed(Exit.USAGE, "error: must specify a command");
        }
        String resource = options.value("resource");
        if (resource == null) {
            return Said.failed(Exit.USAGE, "error: resource name required");
        }
        if (command.name().equals("update")) {
            return Said.failed(Exit.USAGE, "error: fail counts are counted; they can be deleted alone");
        }
        NodeName node = new NodeName(call.target(options.value("node")));
        if (Nodes.id(cib, node.value()).isEmpty()) {
            return Said.failed(Exit.NO_SUCH, "crm_attribute: Could not map name=" + node + " to a UUID");
        }
        Optional<String> operation = operation(options);
        return command.name().equals("query")
                ? query(options, cib, node, resource + operation.orElse(""))
                : new CleanUp(resource, node, outcome -> cleaned(resource, node, outcome));
    }

    /** The part of an attribute's name that stands for an operation. */
    private static Optional<String> operation(Options options) throws BadUsage {
        @Nullable String name = options.value("operation");
        if (name == null) {
            return Optional.empty();
        }
        String interval = options.valueOr("interval", "0");
        long ms = Spans.intervalOr(interval, -1);
        if (ms < 0) {
            throw new BadUsage("Invalid argument for --interval: " + interval);
        }
        return Optional.of("#" + name + "_" + ms);
    }

    private static Reply query(Options options, Cib cib, NodeName node, String counted) {
        int sum = 0;
        for (var entry : Nodes.transients(cib, node.value()).entrySet()) {
            String name = entry.getKey();
            if (name.equals(COUNT + counted) || name.startsWith(COUNT + counted + "#")) {
                sum = Scores.add(sum, Scores.parseOr(entry.getValue().value(), 0));
            }
        }
        String value = Scores.print(sum);
        return Said.of(
                options.has("quiet")
                        ? value + "\n"
                        : "scope=status  name=" + COUNT + counted + " value=" + value + "\n");
    }

    private static Reply cleaned(String resource, NodeName node, Outcome outcome) {
        return outcome instanceof Outcome.Failed failed
                ? Said.failed(failed.code(), "Error performing operation: " + failed.why())
                : Said.of("Cleaned up " + resource + " on " + node + "\n");
    }
}
