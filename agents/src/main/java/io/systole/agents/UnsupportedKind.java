package io.systole.agents;

import io.systole.agents.process.ProcessOutcome;

/** A class of which no agent can be run as a process: {@code nagios}, and classes that do not exist. */
record UnsupportedKind() implements AgentKind {
    @Override
    public Preparation prepare(AgentCall call, AgentEnvironment environment) {
        return new Refused(
                OcfCode.UNIMPLEMENTED,
                OpStatus.NOT_SUPPORTED,
                call.agent() + ": class \"" + call.agent().agentClass() + "\" is not supported; supported are: "
                        + String.join(", ", AgentId.CLASSES));
    }

    @Override
    public Verdict verdict(AgentCall call, ProcessOutcome outcome) {
        throw new IllegalStateException(call + " was never prepared");
    }
}
