package io.systole.actors.command.core;

import io.systole.actors.command.core.Options.BadUsage;
import io.systole.actors.command.core.Options.Given;
import io.systole.actors.command.core.Reply.EditCib;
import io.systole.actors.command.core.Reply.Outcome;
import io.systole.actors.command.core.Reply.Read;
import io.systole.actors.command.core.Reply.Said;
import io.systole.cib.Cib;
import io.systole.cib.tree.Element;
import io.systole.cib.tree.ElementXml;
import io.systole.cib.tree.TreeEdit;
import io.systole.cib.tree.TreeEdit.Operation;
import io.systole.cib.tree.TreeEdits;
import io.systole.cib.tree.TreeQuery;
import io.systole.cib.tree.TreeResult;
import io.systole.cib.tree.XPathSearch.BadXPath;
import io.systole.cib.xml.CibXml;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code cibadmin}: queries and changes of the CIB by its elements. */
final class CibAdmin {
    private static final Options.Known OPTIONS = new Options.Known()
            .flag("Q", "query")
            .flag("C", "create")
            .flag("M", "modify")
            .flag("R", "replace")
            .flag("D", "delete")
            .flag("d", "delete-all")
            .flag("B", "bump")
            .flag("E", "erase")
            .flag("P", "patch")
            .flag("u", "upgrade")
            .flag("a", "empty")
            .flag("f", "force")
            .flag("l", "local")
            .flag("s", "sync-call")
            .flag("c", "allow-create")
            .flag("n", "no-children")
            .flag("e", "node-path")
            .flag("p", "xml-pipe")
            .value("X", "xml-text")
            .value("x", "xml-file")
            .value("o", "obj_type", "scope")
            .value("A", "xpath")
            .value("t", "timeout")
            .value("N", "node")
            .value("U", "user")
            .flag("V", "verbose");

    private static final List<String> COMMANDS = List.of(
            "query",
            "create",
            "modify",
            "replace",
            "delete",
            "delete-all",
            "bump",
            "erase",
            "patch",
            "upgrade",
            "empty");
    private static final Map<String, Operation> CHANGES = Map.of(
            "create", Operation.CREATE,
            "modify", Operation.MODIFY,
            "replace", Operation.REPLACE,
            "delete", Operation.DELETE,
            "delete-all", Operation.DELETE_ALL,
            "bump", Operation.BUMP,
            "erase", Operation.ERASE,
            "patch", Operation.PATCH);
    private static final List<String> DANGEROUS = List.of("delete-all", "erase", "upgrade");
    private static final String NOTHING = "Call failed: No such device or address";
    private static final int UNSAFE = 107;

    private final Call call;
    private final Options options;
    private final Cib cib;

    private CibAdmin(Call call, Options options, Cib cib) {
        this.call = call;
        this.options = options;
        this.cib = cib;
    }

    static Reply run(Call call, Cib cib) throws BadUsage {
        return new CibAdmin(call, OPTIONS.read(call.arguments()), cib).run();
    }

    private Reply run() throws BadUsage {
        Given command = options.last(COMMANDS);
        if (command == null) {
            throw new BadUsage("one of the commands is needed: -" + "Q, -C, -M, -R, -D, -d, -B, -E, -P, -a");
        }
        if (options.has("user")) {
            return Said.failed(Exit.UNIMPLEMENTED, "cibadmin: --user: see `systole access` instead");
        }
        if (DANGEROUS.contains(command.name()) && !options.has("force")) {
            return Said.failed(
                    UNSAFE,
                    "The supplied command is considered dangerous.  To prevent accidental destruction of the cluster,"
                            + " the --force flag is required in order to proceed.");
        }
        return switch (command.name()) {
            case "query" -> query();
            case "empty" -> Said.of(empty());
            case "upgrade" -> Said.failed(Exit.UNIMPLEMENTED, "cibadmin: --upgrade: `systole cib upgrade` does that");
            default -> change(CHANGES.getOrDefault(command.name(), Operation.BUMP));
        };
    }

    private static String empty() {
        return """
                <cib crm_feature_set="3.19.0" validate-with="pacemaker-3.9" epoch="1" num_updates="0" admin_epoch="0">
                  <configuration>
                    <crm_config/>
                    <nodes/>
                    <resources/>
                    <constraints/>
                  </configuration>
                  <status/>
                </cib>
                """;
    }

    /** The whole CIB in the order that its attributes have in files; parts of it by their elements. */
    private Reply query() {
        String scope = scope();
        String xpath = options.value("xpath");
        boolean whole = xpath == null && scope == null;
        if (whole && !options.has("no-children") && !options.has("node-path")) {
            return Said.of(body(CibXml.write(cib)));
        }
        String path = xpath != null ? xpath : scope == null ? "/cib" : TreeQuery.pathOf(scope);
        try {
            if (options.has("node-path") && xpath != null) {
                List<String> paths = TreeQuery.paths(root(), xpath);
                return paths.isEmpty() ? Said.failed(Exit.NO_SUCH, NOTHING) : Said.of(String.join("\n", paths) + "\n");
            }
            List<Element> found = TreeQuery.elements(root(), path);
            return found.isEmpty() ? Said.failed(Exit.NO_SUCH, NOTHING) : Said.of(printed(found));
        } catch (BadXPath bad) {
            return Said.failed(Exit.NO_SUCH, NOTHING);
        }
    }

    /** A section that there is none of is as if none were given, as the field's tool has it. */
    private @Nullable String scope() {
        String scope = options.value("scope");
        return scope != null && TreeQuery.SCOPES.contains(scope) ? scope : null;
    }

    private String printed(List<Element> found) {
        List<Element> shown =
                options.has("no-children") ? found.stream().map(Element::alone).toList() : found;
        return body(ElementXml.write(
                shown.size() == 1 ? shown.get(0) : Element.empty("xpath-query").containing(shown)));
    }

    private Element root() {
        return ElementXml.read(CibXml.write(cib)).element().orElseGet(() -> Element.empty("cib"));
    }

    static String body(String document) {
        String text = document.startsWith("<?xml") ? document.substring(document.indexOf('\n') + 1) : document;
        return text.endsWith("\n") ? text : text + "\n";
    }

    private Reply change(Operation wanted) {
        if (!call.input().asked() && (options.has("xml-pipe") || options.has("xml-file"))) {
            return new Read(options.has("xml-pipe") ? "-" : options.valueOr("xml-file", ""));
        }
        String xml = call.input().asked() ? call.input().text() : options.value("xml-text");
        if (call.input().asked() && xml == null) {
            return Said.failed(Exit.CONFIG, "Couldn't parse input from " + options.valueOr("xml-file", "STDIN") + ".");
        }
        boolean creates = wanted == Operation.MODIFY && options.has("allow-create");
        var edit = new TreeEdit(creates ? Operation.MODIFY_OR_CREATE : wanted, scope(), options.value("xpath"), xml);
        boolean needsXml = wanted == Operation.CREATE
                || wanted == Operation.MODIFY
                || wanted == Operation.REPLACE
                || wanted == Operation.PATCH
                || (wanted == Operation.DELETE && edit.xpath() == null);
        if (needsXml && xml == null) {
            return Said.failed(Exit.SOFTWARE, "Call failed: Invalid argument");
        }
        // Tried here first: the writer tells what is wrong in words, the field's exit codes tell the kinds apart.
        return TreeEdits.apply(root(), edit) instanceof TreeResult.Refused refused
                ? refused(refused)
                : new EditCib(edit, CibAdmin::changed);
    }

    private static Reply refused(TreeResult.Refused refused) {
        return switch (refused.reason()) {
            case NO_SUCH_OBJECT -> Said.failed(Exit.NO_SUCH, NOTHING);
            case EXISTS -> Said.failed(Exit.EXISTS, "Call failed: File exists");
            case OLDER_THAN_PRESENT ->
                Said.failed(Exit.OLD, "Call failed: Update was older than existing configuration");
            case BAD_INPUT ->
                Said.failed(
                        Exit.SOFTWARE,
                        "Call failed: Invalid argument: " + refused.fault().found());
        };
    }

    private static Reply changed(Outcome outcome) {
        return outcome instanceof Outcome.Failed failed
                ? Said.failed(failed.code(), "Call failed: " + failed.why())
                : Said.of("");
    }
}
