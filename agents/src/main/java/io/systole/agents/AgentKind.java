package io.systole.agents;

import io.systole.agents.process.ProcessEnd;
import io.systole.agents.process.ProcessOutcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/** What differs between the classes of agents: where they live, how they are called and what their answers mean. */
sealed interface AgentKind permits OcfKind, ScriptKind, UnsupportedKind {
    /** Finds the agent and says how to call it, or what comes of it without a call. */
    Preparation prepare(AgentCall call, AgentEnvironment environment);

    /** Reads the end of a call that was prepared. */
    Verdict verdict(AgentCall call, ProcessOutcome outcome);

    static AgentKind of(String agentClass) {
        return switch (agentClass) {
            case AgentId.OCF -> new OcfKind();
            case AgentId.LSB -> ScriptKind.LSB;
            case AgentId.HEARTBEAT -> ScriptKind.HEARTBEAT;
            default -> new UnsupportedKind();
        };
    }

    /** What can be known of a call before it is made. */
    sealed interface Preparation {}

    record Ready(Path file, List<String> command, SortedMap<String, String> variables) implements Preparation {}

    /** Nothing has to be run for this. */
    record Settled(Path file) implements Preparation {}

    record Refused(int rc, OpStatus status, String why) implements Preparation {
        static Refused notInstalled(String why) {
            return new Refused(OcfCode.NOT_INSTALLED, OpStatus.NOT_INSTALLED, why);
        }

        AgentResult result() {
            return AgentResult.notRun(rc, status, why, Instant.now());
        }
    }

    /** An operation's result, but for what was measured. */
    record Verdict(int rc, OpStatus status, String exitReason) {
        /** The ends that mean the same for every class. */
        static Verdict ofUnusual(AgentCall call, ProcessOutcome outcome) {
            var end = outcome.end();
            if (end instanceof ProcessEnd.TimedOut) {
                var late =
                        call.action() + " did not end within " + call.timeout().toMillis() + "ms";
                return new Verdict(
                        OcfCode.GENERIC,
                        OpStatus.TIMEOUT,
                        outcome.wasDoing().isEmpty() ? late : late + ": " + outcome.wasDoing());
            }
            if (end instanceof ProcessEnd.Cancelled) {
                return new Verdict(OcfCode.GENERIC, OpStatus.CANCELLED, call.action() + " was cancelled");
            }
            if (end instanceof ProcessEnd.Signalled signalled) {
                return new Verdict(
                        OcfCode.GENERIC, OpStatus.ERROR, call.action() + " was ended by signal " + signalled.signal());
            }
            if (end instanceof ProcessEnd.NotStarted notStarted) {
                return new Verdict(OcfCode.GENERIC, OpStatus.ERROR, "cannot run: " + notStarted.why());
            }
            throw new AssertionError("unhandled " + end);
        }
    }
}
