package io.systole.actors.command.core;

import io.systole.actors.command.core.Options.BadUsage;
import io.systole.actors.command.core.Options.Given;
import io.systole.actors.command.core.Reply.ChangeAttribute;
import io.systole.actors.command.core.Reply.EditCib;
import io.systole.actors.command.core.Reply.Said;
import io.systole.cib.Cib;
import java.util.ArrayList;
import java.util.List;

/** {@code crm_standby}: whether a node may run resources. */
final class CrmStandby {
    private static final Options.Known OPTIONS = new Options.Known()
            .flag("G", "get-value", "query")
            .value("v", "b", "attr-value", "update")
            .flag("D", "delete-attr", "delete")
            .value("N", "U", "uname", "node")
            .value("l", "lifetime")
            .value("i", "id")
            .flag("q", "Q", "quiet")
            .flag("V", "verbose");

    private final Call call;
    private final Cib cib;
    private final Options options;

    private CrmStandby(Call call, Cib cib, Options options) {
        this.call = call;
        this.cib = cib;
        this.options = options;
    }

    static Reply run(Call call, Cib cib) throws BadUsage {
        return new CrmStandby(call, cib, OPTIONS.read(call.arguments())).run();
    }

    /** Where no lifetime is given, a query looks for both, and a deletion deletes both. */
    private Reply run() throws BadUsage {
        Given command = options.last(List.of("query", "update", "delete"));
        String lifetime = options.value("lifetime");
        if (command != null && command.name().equals("update")) {
            String value = options.valueOr("update", "on");
            return attribute(lifetime == null ? "forever" : lifetime, "--update=" + value);
        }
        boolean delete = command != null && command.name().equals("delete");
        if (lifetime != null) {
            return attribute(lifetime, delete ? "--delete" : "--query");
        }
        if (delete) {
            return permanentFirst(attribute("forever", "--delete"), attribute("reboot", "--delete"));
        }
        Reply permanent = attribute("forever", "--query");
        return permanent instanceof Said said
                        && said.code() == Exit.NO_SUCH
                        && !said.err().contains("UUID")
                ? attribute("reboot", "--query", "--default=off")
                : permanent;
    }

    private static Reply permanentFirst(Reply permanent, Reply passing) {
        if (permanent instanceof EditCib edit) {
            return new EditCib(
                    edit.edit(), outcome -> permanentFirst(edit.then().apply(outcome), passing));
        }
        return permanent instanceof Said said && said.code() == Exit.OK ? with(said.out(), passing) : permanent;
    }

    /** The same, and what was said before it. */
    private static Reply with(String before, Reply passing) {
        if (passing instanceof ChangeAttribute change) {
            return new ChangeAttribute(
                    change.node(),
                    change.name(),
                    change.wish(),
                    outcome -> with(before, change.then().apply(outcome)));
        }
        return passing instanceof Said said && said.code() == Exit.OK ? Said.of(before + said.out()) : passing;
    }

    private Reply attribute(String lifetime, String... more) throws BadUsage {
        var arguments = new ArrayList<>(List.of("--name", "standby", "--lifetime", lifetime));
        arguments.addAll(List.of("--node", call.target(options.value("node"))));
        String id = options.value("id");
        if (id != null) {
            arguments.addAll(List.of("--id", id));
        }
        if (options.has("quiet")) {
            arguments.add("--quiet");
        }
        arguments.addAll(List.of(more));
        return CrmAttribute.run(call.as("crm_attribute", arguments), cib);
    }
}
