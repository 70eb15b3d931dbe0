package io.systole.actors.command.core;

import io.systole.actors.command.core.Options.BadUsage;
import io.systole.actors.command.core.Options.Given;
import io.systole.actors.command.core.Reply.Said;
import io.systole.cib.Cib;
import io.systole.policy.Planner;
import java.util.List;
import java.util.Optional;

/** {@code crm_resource}: where resources are and how they are configured, and what is wished for them. */
final class CrmResource {
    static final Options.Known OPTIONS = new Options.Known()
            .flag("L", "list")
            .flag("l", "list-raw")
            .flag("O", "list-operations")
            .flag("o", "list-all-operations")
            .flag("q", "query-xml")
            .flag("w", "query-xml-raw")
            .value("g", "get-parameter")
            .value("G", "get-property")
            .flag("W", "locate")
            .value("p", "set-parameter")
            .value("d", "delete-parameter")
            .flag("C", "cleanup")
            .flag("R", "refresh")
            .flag("M", "move")
            .flag("B", "ban")
            .flag("U", "un-move", "un-ban", "clear")
            .value("r", "resource")
            .value("N", "node")
            .value("v", "parameter-value")
            .value("s", "set-name")
            .value("i", "nvpair")
            .flag("m", "meta")
            .flag("z", "utilization")
            .value("u", "lifetime")
            .value("n", "operation")
            .value("I", "interval")
            .flag("promoted")
            .flag("master")
            .flag("expired")
            .flag("force-check")
            .flag("force-start")
            .flag("force-stop")
            .flag("force-promote")
            .flag("force-demote")
            .flag("validate")
            .value("class")
            .value("agent")
            .value("provider")
            .value("T", "timeout")
            .value("check-level")
            .flag("f", "force")
            .flag("Q", "quiet")
            .flag("V", "verbose")
            .flag("text-fancy")
            .value("output-as")
            .value("output-to");

    private static final List<String> COMMANDS = List.of(
            "list",
            "list-raw",
            "list-operations",
            "list-all-operations",
            "query-xml",
            "query-xml-raw",
            "get-parameter",
            "get-property",
            "locate",
            "set-parameter",
            "delete-parameter",
            "cleanup",
            "refresh",
            "move",
            "ban",
            "clear",
            "force-check",
            "force-start",
            "force-stop",
            "force-promote",
            "force-demote",
            "validate");

    private static final List<String> MOVES = List.of("move", "ban", "clear");

    /** What can be asked for all resources. */
    private static final List<String> GENERAL =
            List.of("list", "list-raw", "list-operations", "list-all-operations", "cleanup", "refresh");

    private CrmResource() {}

    static Reply run(Call call, Cib cib) throws BadUsage {
        Options options = OPTIONS.read(call.arguments());
        if (FieldText.isXml(options)) {
            return Said.failed(Exit.UNIMPLEMENTED, "crm_resource: --output-as=xml: as text alone");
        }
        Given command = options.last(COMMANDS);
        String name = command == null ? "list" : command.name();
        String resource = options.value("resource");
        boolean all = GENERAL.contains(name) || (name.equals("clear") && options.has("expired"));
        if (resource == null && !all && !name.equals("validate")) {
            throw new BadUsage("Must supply a resource id with -r");
        }
        var known = new KnownResources(Planner.read(cib, call.at()));
        if (resource != null && known.find(resource).isEmpty()) {
            return notFound("Resource", resource);
        }
        String node = options.value("node");
        if (node != null && Nodes.id(cib, node).isEmpty()) {
            return notFound("Node", node);
        }
        Optional<Reply> run = new ResourceActions(call, options, known).run(name);
        if (run.isPresent()) {
            return run.get();
        }
        Optional<Reply> told = new ResourceQueries(call, cib, options, known).run(name);
        if (told.isPresent()) {
            return told.get();
        }
        return MOVES.contains(name)
                ? new MoveWishes(cib, options, known, call.at())
                        .run(
                                name,
                                resource == null ? null : known.find(resource).orElseThrow())
                : new ResourceWishes(options, known).run(name);
    }

    private static Reply notFound(String kind, String name) {
        return Said.failed(
                Exit.NO_SUCH,
                "crm_resource: " + kind + " '" + name + "' not found\nError performing operation: No such object");
    }
}
