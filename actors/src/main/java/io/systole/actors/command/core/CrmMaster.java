package io.systole.actors.command.core;

import io.systole.actors.command.core.Options.BadUsage;
import io.systole.actors.command.core.Reply.Said;
import io.systole.cib.Cib;
import java.util.ArrayList;
import java.util.List;

/** {@code crm_master}: the promotion score of the calling agent's resource; the older name of {@code crm_attribute -p}. */
final class CrmMaster {
    private static final Options.Known OPTIONS = new Options.Known()
            .flag("G", "query")
            .value("v", "update")
            .flag("D", "delete")
            .value("l", "lifetime")
            .value("N", "node")
            .value("i", "id")
            .value("r", "resource")
            .flag("q", "Q", "quiet")
            .flag("V", "verbose");

    private CrmMaster() {}

    static Reply run(Call call, Cib cib) throws BadUsage {
        Options options = OPTIONS.read(call.arguments());
        String resource = options.value("resource");
        if (resource == null) {
            resource = call.instance();
        }
        if (resource == null) {
            return Said.failed(Exit.ERROR, "error: No resource specified");
        }
        var arguments = new ArrayList<>(List.of("--promotion", resource));
        arguments.addAll(List.of("--lifetime", options.valueOr("lifetime", "forever")));
        for (String name : List.of("update", "node", "id")) {
            String value = options.value(name);
            if (value != null) {
                arguments.add("--" + name + "=" + value);
            }
        }
        for (String name : List.of("query", "delete", "quiet")) {
            if (options.has(name)) {
                arguments.add("--" + name);
            }
        }
        return CrmAttribute.run(call.as("crm_attribute", arguments), cib);
    }
}
