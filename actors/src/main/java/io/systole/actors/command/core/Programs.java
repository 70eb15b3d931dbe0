package io.systole.actors.command.core;

import io.systole.actors.command.core.Options.BadUsage;
import io.systole.cib.Cib;
import io.systole.cib.xml.CibXml;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** All commands, by their names. */
public final class Programs {
    private static final SortedMap<String, Program> ALL = all();

    private Programs() {}

    private static SortedMap<String, Program> all() {
        var all = new TreeMap<String, Program>();
        all.put("attrd_updater", AttrdUpdater::run);
        all.put("cibadmin", CibAdmin::run);
        all.put("crm_attribute", CrmAttribute::run);
        all.put("crm_error", (call, cib) -> CrmError.run(call));
        all.put("crm_failcount", CrmFailcount::run);
        all.put("crm_mon", CrmMon::run);
        all.put("crm_resource", CrmResource::run);
        all.put("crm_ticket", CrmTicket::run);
        all.put("crm_verify", CrmVerify::run);
        all.put("stonith_admin", StonithAdmin::run);
        all.put("crm_master", CrmMaster::run);
        all.put("crm_node", CrmNode::run);
        all.put("crm_standby", CrmStandby::run);
        return all;
    }

    /** A CIB that the caller brings along can be asked, and not be changed. */
    private static Reply onFile(Program program, Call call, String file) throws BadUsage {
        Optional<Cib> cib = CibXml.readForeign(file).understood();
        if (cib.isEmpty()) {
            return Reply.Said.failed(Exit.NO_INPUT, call.program() + ": CIB_file is no CIB that can be read");
        }
        Reply reply = program.run(call, cib.get());
        return reply instanceof Reply.Said || reply instanceof Reply.Read
                ? reply
                : Reply.Said.failed(Exit.UNIMPLEMENTED, call.program() + ": nothing is changed in a CIB_file here");
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
        String file = call.environment().get("CIB_file");
        try {
            return file == null ? program.run(call, cib) : onFile(program, call, file);
        } catch (BadUsage bad) {
            return Reply.Said.failed(Exit.USAGE, call.program() + ": " + bad.words());
        }
    }
}
