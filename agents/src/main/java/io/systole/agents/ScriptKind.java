package io.systole.agents;

import io.systole.agents.process.ProcessEnd;
import io.systole.agents.process.ProcessOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Agents that are scripts with start, stop and status: init scripts (Linux Standard Base, "Init Script Actions"), and
 * Heartbeat's classic resource scripts, which take their parameters as arguments before the action. What is active is
 * said by an init script's exit code, and by the words that a Heartbeat script prints, whatever its exit code
 * (linux-ha.org, "Heartbeat Resource Agents").
 */
enum ScriptKind implements AgentKind {
    LSB,
    HEARTBEAT;

    private static final String STATUS = "status";
    /** LSB, exit codes of status: 1 dead with a pid file, 2 dead with a lock file, 3 not running. */
    private static final int STATUS_NOT_RUNNING_LAST = 3;

    private static final Pattern RUNNING = Pattern.compile("running|\\bOK\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern NOT_RUNNING =
            Pattern.compile("not\\s+(?:\\w+\\s+)?(?:running|ok)\\b|stopped", Pattern.CASE_INSENSITIVE);
    private static final int REASON_MAX = 512;

    @Override
    public Preparation prepare(AgentCall call, AgentEnvironment environment) {
        var fault = call.agent().fault();
        if (!fault.isEmpty()) {
            return Refused.notInstalled(call.agent() + ": " + fault);
        }
        var file = place(call.agent(), environment.places());
        if (!Files.isRegularFile(file)) {
            return Refused.notInstalled(call.agent() + " is not installed: looked for " + file);
        }
        if (!Files.isExecutable(file)) {
            return new Refused(OcfCode.PERMISSION, OpStatus.ERROR, file + " is not executable: chmod +x would help");
        }
        return switch (call.action()) {
            case "start", "stop" -> ready(file, call, call.action(), environment);
            case "monitor", STATUS -> ready(file, call, STATUS, environment);
            case "meta-data", "validate-all" -> new Settled(file);
            default ->
                new Refused(
                        OcfCode.UNIMPLEMENTED,
                        OpStatus.DONE,
                        call.agent() + " has no action " + call.action() + ": class " + agentClass()
                                + " knows start, stop and monitor");
        };
    }

    private Ready ready(Path file, AgentCall call, String word, AgentEnvironment environment) {
        var command = new ArrayList<String>();
        command.add(file.toString());
        if (this == HEARTBEAT) {
            command.addAll(arguments(call));
        }
        command.add(word);
        var variables = new TreeMap<>(environment.common());
        variables.putAll(environment.variables());
        return new Ready(file, command, variables);
    }

    /** The parameters 1, 2, ... up to the first that is missing. */
    private static List<String> arguments(AgentCall call) {
        var arguments = new ArrayList<String>();
        var value = call.attributes().get("1");
        for (var number = 2; value != null; number++) {
            arguments.add(value.replace("\0", ""));
            value = call.attributes().get(Integer.toString(number));
        }
        return arguments;
    }

    Path place(AgentId agent, AgentPlaces places) {
        return (this == LSB ? places.initScripts() : places.heartbeatScripts()).resolve(agent.type());
    }

    String agentClass() {
        return this == LSB ? AgentId.LSB : AgentId.HEARTBEAT;
    }

    /** What the script's file says of it; reads the file. */
    AgentMetadataAnswer metadata(AgentId agent, Path file) {
        return InitScriptHeader.read(agent, file, this);
    }

    @Override
    public Verdict verdict(AgentCall call, ProcessOutcome outcome) {
        if (!(outcome.end() instanceof ProcessEnd.Exited exited)) {
            return Verdict.ofUnusual(call, outcome);
        }
        if (!call.action().equals("monitor") && !call.action().equals(STATUS)) {
            var rc = ofAction(exited.code());
            return new Verdict(rc, OpStatus.DONE, rc == OcfCode.OK ? "" : lastLine(outcome));
        }
        var rc = this == LSB ? ofStatus(exited.code()) : ofWords(outcome.stdout() + "\n" + outcome.stderr());
        return new Verdict(
                rc,
                OpStatus.DONE,
                rc == OcfCode.OK || rc == OcfCode.NOT_RUNNING
                        ? ""
                        : "status ended with " + exited.code() + " " + lastLine(outcome));
    }

    private static int ofStatus(int code) {
        if (code == 0) {
            return OcfCode.OK;
        }
        return code > 0 && code <= STATUS_NOT_RUNNING_LAST ? OcfCode.NOT_RUNNING : OcfCode.GENERIC;
    }

    /** What says neither does not run. */
    private static int ofWords(String output) {
        return RUNNING.matcher(output).find() && !NOT_RUNNING.matcher(output).find() ? OcfCode.OK : OcfCode.NOT_RUNNING;
    }

    /** OCF took its codes up to 7 from LSB; what lies above is the script's own. */
    private static int ofAction(int code) {
        return code >= 0 && code <= OcfCode.NOT_RUNNING ? code : OcfCode.GENERIC;
    }

    private static String lastLine(ProcessOutcome outcome) {
        var text = outcome.stderr().isBlank() ? outcome.stdout() : outcome.stderr();
        var last = text.lines().filter(line -> !line.isBlank()).reduce("", (before, line) -> line.strip());
        return last.length() <= REASON_MAX ? last : last.substring(0, REASON_MAX);
    }
}
