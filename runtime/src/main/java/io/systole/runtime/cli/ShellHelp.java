package io.systole.runtime.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the shell understands, in a line each. */
final class ShellHelp {
    private static final Map<String, String> COMMANDS = new LinkedHashMap<>();
    private static final Map<String, String> STATEMENTS = new LinkedHashMap<>();

    static {
        COMMANDS.put(
                "show",
                "show [xml] [ID|type:KEYWORD|tag:TAG|related:ID|changed ...]: prints the working copy, or what is asked for");
        COMMANDS.put("diff", "diff: what differs from the cluster, and what the cluster would do");
        COMMANDS.put("verify", "verify: says what is at fault in the working copy");
        COMMANDS.put(
                "set", "set ID.NAME VALUE: another value; also ID.meta.NAME, ID.utilization.NAME, ID.op.ACTION.NAME");
        COMMANDS.put("modgroup", "modgroup GROUP add RESOURCE [before|after OTHER], modgroup GROUP remove RESOURCE");
        COMMANDS.put("delete", "delete ID...: takes objects away, with constraints that were about them alone");
        COMMANDS.put("rename", "rename ID NEW: another id, wherever it is named");
        COMMANDS.put("edit", "edit [ID ...]: opens $VISUAL, $EDITOR or vi on the working copy, or on these objects");
        COMMANDS.put("load", "load update|push|replace FILE: takes a text into the working copy");
        COMMANDS.put("save", "save FILE [ID...]: writes the text of the working copy, or of these objects, to a file");
        COMMANDS.put("info", "info AGENT: what the agent is for, its parameters and actions");
        COMMANDS.put("erase", "erase: takes everything away but the nodes");
        COMMANDS.put("commit", "commit: shows what the cluster would do, asks, and has the changes made");
        COMMANDS.put("refresh", "refresh: drops all changes and reads the cluster's configuration");
        COMMANDS.put("help", "help [WORD]: this, or how a statement is written");
        COMMANDS.put("quit", "quit: leaves; asks where changes were not committed");
        STATEMENTS.put("node", "node [ID:] NAME[:TYPE] [attributes NAME=VALUE...] [utilization NAME=VALUE...]");
        STATEMENTS.put(
                "primitive",
                "primitive ID AGENT|@TEMPLATE [[params] NAME=VALUE...] [meta NAME=VALUE...] [utilization"
                        + " NAME=VALUE...] [op NAME [interval=SPAN] [timeout=SPAN]...]");
        STATEMENTS.put("rsc_template", "rsc_template ID AGENT, and on as a primitive");
        STATEMENTS.put("monitor", "monitor RESOURCE[:ROLE] INTERVAL[:TIMEOUT]");
        STATEMENTS.put("group", "group ID RESOURCE... [meta NAME=VALUE...]");
        STATEMENTS.put("clone", "clone ID RESOURCE [meta promotable=true NAME=VALUE...]");
        STATEMENTS.put("ms", "ms ID RESOURCE [meta NAME=VALUE...]: the old form of a promotable clone");
        STATEMENTS.put(
                "bundle",
                "bundle ID docker|podman image=IMAGE [network NAME=VALUE...] [port-mapping port=PORT] [storage"
                        + " storage-mapping NAME=VALUE...] [primitive RESOURCE]");
        STATEMENTS.put(
                "location",
                "location ID RESOURCE|/PATTERN/|{ SET } [role=ROLE] SCORE: NODE, or rule [SCORE:] CONDITION [and|or"
                        + " CONDITION...]");
        STATEMENTS.put("colocation", "colocation ID SCORE: RESOURCE[:ROLE] WITH[:ROLE], or sets: A ( B C )");
        STATEMENTS.put("order", "order ID [KIND:] FIRST[:ACTION] THEN[:ACTION] [symmetrical=BOOL], or sets: A ( B C )");
        STATEMENTS.put("rsc_ticket", "rsc_ticket ID TICKET: RESOURCE[:ROLE]... [loss-policy=POLICY]");
        STATEMENTS.put("tag", "tag ID RESOURCE...");
        STATEMENTS.put(
                "fencing_topology", "fencing_topology [NODE:|attr:NAME=VALUE|pattern:PATTERN] DEVICE[,DEVICE]...");
        STATEMENTS.put(
                "alert",
                "alert ID PATH [attributes NAME=VALUE...] [meta NAME=VALUE...] [select nodes|fencing|resources|attributes"
                        + " { NAME }] [to { RECIPIENT }...]");
        STATEMENTS.put("role", "role ID read|write|deny xpath:PATH|tag:ELEMENT|ref:ID|meta:RESOURCE[:NAME]|...");
        STATEMENTS.put("acl_target", "acl_target USER ROLE...");
        STATEMENTS.put("acl_group", "acl_group GROUP ROLE...");
        STATEMENTS.put("user", "user USER role:ROLE...");
        STATEMENTS.put("property", "property [ID:] [rule CONDITION] NAME=VALUE...");
        STATEMENTS.put("rsc_defaults", "rsc_defaults [ID:] [rule CONDITION] NAME=VALUE...");
        STATEMENTS.put("op_defaults", "op_defaults [ID:] [rule CONDITION] NAME=VALUE...");
        STATEMENTS.put("xml", "xml <ELEMENT .../>: an element that the syntax has no words for");
    }

    private ShellHelp() {}

    static List<String> commands() {
        return List.copyOf(COMMANDS.keySet());
    }

    static List<String> statements() {
        return List.copyOf(STATEMENTS.keySet());
    }

    /** All of it. */
    static String all() {
        return "Statements change a working copy; `commit` gives it to the cluster.\n\n"
                + String.join("\n", COMMANDS.values())
                + "\n\n"
                + String.join("\n", STATEMENTS.values())
                + "\n";
    }

    static Optional<String> of(String word) {
        return Optional.ofNullable(COMMANDS.getOrDefault(word, STATEMENTS.get(word)));
    }
}
