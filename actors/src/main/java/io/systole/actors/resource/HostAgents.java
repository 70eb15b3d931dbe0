package io.systole.actors.resource;

import io.systole.actors.resource.core.AgentTraits;
import io.systole.actors.resource.core.OperationResult;
import io.systole.actors.resource.wire.OperationOrder;
import io.systole.agents.AgentCall;
import io.systole.agents.AgentId;
import io.systole.agents.AgentMetadata;
import io.systole.agents.AgentMetadataAnswer;
import io.systole.agents.AgentResult;
import io.systole.agents.AgentRunner;
import io.systole.agents.AttributeUpdate;
import java.util.concurrent.CompletionStage;

/** Runs operations with the agents of the host, a member's or a remote one. */
public final class HostAgents implements OperationRunner {
    private final AgentRunner agents;

    public HostAgents(AgentRunner agents) {
        this.agents = agents;
    }

    @Override
    public CompletionStage<Ran> run(OperationOrder order) {
        var agent = new AgentId(order.agentClass(), order.provider() == null ? "" : order.provider(), order.type());
        var call = new AgentCall(
                agent, order.instance(), order.operation(), order.attributes(), order.interval(), order.timeout());
        CompletionStage<AgentResult> result = agents.run(call);
        if (order.operation().equals("stop") || order.operation().equals("notify")) {
            return result.thenApply(done -> ran(order, done, AgentTraits.unknown()));
        }
        return result.thenCombine(agents.metadata(agent), (done, answer) -> ran(order, done, traits(answer)));
    }

    private static Ran ran(OperationOrder order, AgentResult done, AgentTraits traits) {
        boolean expected =
                OperationResult.meets(done.rc(), order.transitionKey().targetRc());
        return new Ran(result(done), traits, expected ? "" : done.printed());
    }

    private static OperationResult result(AgentResult result) {
        var wishes = result.attributeUpdates().stream()
                .filter(update -> update.lifetime().equals(AttributeUpdate.REBOOT))
                .map(update -> new OperationResult.Wish(update.name(), update.value()))
                .toList();
        return new OperationResult(
                result.rc(), result.status().code(), result.exitReason(), result.started(), result.duration(), wishes);
    }

    private static AgentTraits traits(AgentMetadataAnswer answer) {
        if (!(answer instanceof AgentMetadataAnswer.Known known)) {
            return AgentTraits.unknown();
        }
        var parameters = known.metadata().parameters();
        return new AgentTraits(
                known.metadata().supports("reload-agent"),
                parameters.stream()
                        .filter(parameter -> !parameter.reloadable())
                        .map(AgentMetadata.Parameter::name)
                        .toList(),
                parameters.stream()
                        .filter(AgentMetadata.Parameter::isPrivate)
                        .map(AgentMetadata.Parameter::name)
                        .toList());
    }
}
