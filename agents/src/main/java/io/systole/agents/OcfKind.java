package io.systole.agents;

import io.systole.agents.process.ProcessEnd;
import io.systole.agents.process.ProcessOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Agents of the OCF resource agent API 1.1, and of 1.0, which 1.1 is built to keep working. */
record OcfKind() implements AgentKind {
    static final String REASON_PREFIX = "ocf-exit-reason:";
    private static final String PARAMETER = "OCF_RESKEY_";
    private static final int REASON_MAX = 512;

    @Override
    public Preparation prepare(AgentCall call, AgentEnvironment environment) {
        var fault = call.agent().fault();
        if (!fault.isEmpty()) {
            return new Refused(OcfCode.NOT_INSTALLED, OpStatus.NOT_INSTALLED, call.agent() + ": " + fault);
        }
        for (var root : environment.places().ocfRoots()) {
            var file = place(root, call.agent());
            if (Files.isRegularFile(file)) {
                return Files.isExecutable(file)
                        ? new Ready(file, List.of(file.toString(), call.action()), variables(call, root, environment))
                        : new Refused(
                                OcfCode.PERMISSION, OpStatus.ERROR, file + " is not executable: chmod +x would help");
            }
        }
        var looked = environment.places().ocfRoots().stream()
                .map(root -> place(root, call.agent()).toString())
                .collect(Collectors.joining(", "));
        return new Refused(
                OcfCode.NOT_INSTALLED,
                OpStatus.NOT_INSTALLED,
                call.agent() + " is not installed: looked for " + looked);
    }

    private static Path place(Path root, AgentId agent) {
        return root.resolve(AgentPlaces.RESOURCE_D).resolve(agent.provider()).resolve(agent.type());
    }

    private static SortedMap<String, String> variables(AgentCall call, Path root, AgentEnvironment environment) {
        var variables = new TreeMap<>(environment.common());
        variables.put("OCF_ROOT", root.toString());
        variables.put("OCF_RA_VERSION_MAJOR", "1");
        variables.put("OCF_RA_VERSION_MINOR", "1");
        variables.put("OCF_RESOURCE_INSTANCE", call.instance());
        variables.put("OCF_RESOURCE_TYPE", call.agent().type());
        variables.put("OCF_RESOURCE_PROVIDER", call.agent().provider());
        variables.put("OCF_EXIT_REASON_PREFIX", REASON_PREFIX);
        variables.put("HA_RSCTMP", environment.scratch().toString());
        variables.put("HA_SBIN_DIR", environment.commands().toString());
        var own = System.getenv();
        variables.put("HA_LOGFACILITY", own.getOrDefault("HA_LOGFACILITY", "none"));
        // Else unset, as with Pacemaker: agents make directories for the pid files of daemons only below it, and
        // know where their distribution's daemons have those (/var/run).
        var varRun = own.get("HA_VARRUN");
        if (varRun != null) {
            variables.put("HA_VARRUN", varRun);
        }
        var level = call.attributes().get(AgentCall.CHECK_LEVEL);
        if (level != null) {
            variables.put(AgentCall.CHECK_LEVEL, level);
        }
        variables.put(parameter("CRM_meta_name"), call.action());
        variables.put(
                parameter("CRM_meta_timeout"), Long.toString(call.timeout().toMillis()));
        variables.put(parameter("CRM_meta_on_node"), environment.node());
        if (!call.interval().isZero()) {
            variables.put(
                    parameter("CRM_meta_interval"),
                    Long.toString(call.interval().toMillis()));
        }
        call.attributes().forEach((name, value) -> variables.put(parameter(name), value.replace("\0", "")));
        variables.putAll(environment.variables());
        return variables;
    }

    /** The variable of an attribute: what a shell cannot have in a name becomes an underscore, as in Pacemaker. */
    private static String parameter(String name) {
        return PARAMETER + name.replaceAll("[^A-Za-z0-9_]", "_");
    }

    @Override
    public Verdict verdict(AgentCall call, ProcessOutcome outcome) {
        if (outcome.end() instanceof ProcessEnd.Exited exited) {
            return new Verdict(exited.code(), OpStatus.DONE, reason(outcome.stderr()));
        }
        return Verdict.ofUnusual(call, outcome);
    }

    /** The last line with the prefix (OCF 1.1, "Exit reason"), which an agent prints once for each layer of its scripts. */
    private static String reason(String stderr) {
        var reason = "";
        for (var line : (Iterable<String>) stderr.lines()::iterator) {
            if (line.startsWith(REASON_PREFIX)) {
                reason = line.substring(REASON_PREFIX.length()).strip();
            }
        }
        return reason.length() <= REASON_MAX ? reason : reason.substring(0, REASON_MAX);
    }
}
