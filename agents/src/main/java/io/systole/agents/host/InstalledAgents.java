package io.systole.agents.host;

import io.systole.agents.AgentCall;
import io.systole.agents.AgentEnvironment;
import io.systole.agents.AgentId;
import io.systole.agents.AgentMetadataAnswer;
import io.systole.agents.AgentOperation;
import io.systole.agents.AgentRunner;
import io.systole.agents.ProcessAgentRunner;
import io.systole.agents.code.JavaAgentRunner;
import io.systole.agents.code.JavaAgents;
import io.systole.agents.systemd.UnitRunner;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Runs the agents of a host whatever their class: those in Java in this program, units by systemd, everything else as
 * processes. An agent in Java is used where a file of the same name is there, too.
 */
public final class InstalledAgents implements AgentRunner {
    private final ProcessAgentRunner processes;
    private final UnitRunner units;
    private final JavaAgentRunner java;

    /** A runner for this environment; each running process takes one thread of the executor. */
    public InstalledAgents(AgentEnvironment environment, Executor executor) {
        this(environment, executor, JavaAgents.none());
    }

    /** The same with agents that are objects of this program. */
    public InstalledAgents(AgentEnvironment environment, Executor executor, JavaAgents javaAgents) {
        processes = new ProcessAgentRunner(environment, executor);
        units = new UnitRunner(environment.places().systemd());
        java = new JavaAgentRunner(environment.node(), javaAgents);
    }

    @Override
    public AgentOperation start(AgentCall call) {
        var agent = resolved(call.agent());
        return runner(agent).start(call.of(agent));
    }

    @Override
    public CompletionStage<AgentMetadataAnswer> metadata(AgentId agent) {
        var real = resolved(agent);
        return runner(real).metadata(real);
    }

    /** The units that there are a file of; none where systemd cannot be asked. */
    public CompletionStage<List<String>> units() {
        return units.units();
    }

    private AgentRunner runner(AgentId agent) {
        if (java.has(agent)) {
            return java;
        }
        return agent.agentClass().equals(AgentId.SYSTEMD) ? units : processes;
    }

    /** A service is the init script of that name, and the unit where there is none. */
    private AgentId resolved(AgentId agent) {
        if (!agent.agentClass().equals(AgentId.SERVICE)) {
            return agent;
        }
        var script = new AgentId(AgentId.LSB, "", agent.type());
        return processes.has(script) ? script : new AgentId(AgentId.SYSTEMD, "", agent.type());
    }
}
