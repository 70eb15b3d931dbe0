package io.systole.agents;

import io.systole.agents.process.ProcessOutcome;

/** A class that Systole does not run yet (lsb, systemd, service, heartbeat) or that does not exist. */
record UnsupportedKind() implements AgentKind {
    @Override
    public Preparation prepare(AgentCall call, AgentEnvironment environment) {
        return new Refused(
                OcfCode.UNIMPLEMENTED,
                OpStatus.NOT_SUPPORTED,
                call.agent() + ": class \"" + call.agent().agentClass() + "\" is not supported yet; supported is: ocf");
    }

    @Override
    public Verdict verdict(AgentCall call, ProcessOutcome outcome) {
        throw new IllegalStateException(call + " was never prepared");
    }
}
