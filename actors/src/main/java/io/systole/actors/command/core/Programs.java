package io.systole.actors.command.core;

import io.systole.actors.command.core.Options.BadUsage;
import io.systole.cib.Cib;
import java.util.SortedMap;
import java.util.TreeMap;

/** All commands, by their names. */
public final class Programs {
    private static final SortedMap<String, Program> ALL = all();

    private Programs() {}

    private static SortedMap<String, Program> all() {
        var all = new TreeMap<String, Program>();
        all.put("attrd_updater", AttrdUpdater::run);
        all.put("crm_attribute", CrmAttribute::run);
        all.put("crm_error", (call, cib) -> CrmError.run(call));
        all.put("crm_failcount", CrmFailcount::run);
        all.put("crm_master", CrmMaster::run);
        all.put("crm_node", CrmNode::run);
        all.put("crm_standby", CrmStandby::run);
        return all;
    }

    /** What is to be done for a call, in a cluster of which this is known. */
    public static Reply run(Call call, Cib cib) {
        Program program = ALL.get(call.program());
        if (program == null) {
            return Reply.Said.failed(Exit.UNIMPLEMENTED, call.program() + ": no command of Systole's");
        }
        if (call.arguments().contains("--version") || call.arguments().contains("-$")) {
            return Reply.Said.of("Systole\nWritten for the options and output of Pacemaker 2.1\n");
        }
        if (call.arguments().contains("--help") || call.arguments().contains("--help-all")) {
            return Reply.Said.of(
                    call.program() + ": as in Pacemaker 2.1; what is covered is in docs/operations/commands.md\n");
        }
        try {
            return program.run(call, cib);
        } catch (BadUsage bad) {
            return Reply.Said.failed(Exit.USAGE, call.program() + ": " + bad.words());
        }
    }
}
