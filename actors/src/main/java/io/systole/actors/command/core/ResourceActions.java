package io.systole.actors.command.core;

import io.systole.actors.command.core.Options.BadUsage;
import io.systole.actors.command.core.Reply.RunAgent;
import io.systole.actors.command.core.Reply.Said;
import io.systole.agents.AgentCall;
import io.systole.agents.AgentId;
import io.systole.agents.AgentResult;
import io.systole.cib.value.Spans;
import io.systole.policy.action.OperationMeta;
import io.systole.policy.model.PlanClone;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanPrimitive;
import io.systole.policy.model.PlanResource;
import io.systole.policy.output.ExitCodes;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code crm_resource --force-*} and {@code --validate}: runs an agent on this node past the cluster, which neither orders nor
 * records it. A monitor of the cluster sees what came of it.
 */
final class ResourceActions {
    /** From what is asked to the agent's action. */
    static final Map<String, String> ACTIONS = Map.of(
            "force-check", "monitor",
            "force-start", "start",
            "force-stop", "stop",
            "force-promote", "promote",
            "force-demote", "demote",
            "validate", "validate-all");

    private static final List<String> ACTIVATING = List.of("force-start", "force-promote");
    private static final Duration USUAL = Duration.ofSeconds(20);

    private final Call call;
    private final Options options;
    private final KnownResources known;

    ResourceActions(Call call, Options options, KnownResources known) {
        this.call = call;
        this.options = options;
        this.known = known;
    }

    /** The answer, if an agent is to be run. */
    Optional<Reply> run(String command) throws BadUsage {
        String action = ACTIONS.get(command);
        if (action == null) {
            return Optional.empty();
        }
        String resource = options.value("resource");
        return Optional.of(resource == null ? unconfigured(command, action) : configured(command, action, resource));
    }

    /** An agent and parameters that no resource has, for validation alone. */
    private Reply unconfigured(String command, String action) throws BadUsage {
        String agentClass = options.value("class");
        String type = options.value("agent");
        if (!command.equals("validate") || agentClass == null || type == null) {
            throw new BadUsage("Must supply a resource id with -r");
        }
        var agent = new AgentId(agentClass, options.valueOr("provider", ""), type);
        return reply(command, "", AgentCall.of(agent, "test", action, timeout(USUAL)), new TreeMap<>());
    }

    private Reply configured(String command, String action, String resource) throws BadUsage {
        List<PlanPrimitive> instances = known.instances(resource);
        PlanResource found = known.find(resource).orElseThrow();
        boolean isOne = instances.stream().allMatch(each -> each.configuredId.equals(instances.get(0).configuredId));
        if (instances.isEmpty() || !isOne) {
            return Said.failed(
                    Exit.UNIMPLEMENTED,
                    "crm_resource: --" + command + " is for a primitive, not for " + found.configuredId);
        }
        PlanPrimitive instance = here(instances);
        boolean isCloned = instance.top() instanceof PlanClone;
        boolean promotes = command.equals("force-promote");
        List<String> elsewhere = known.places(resource).stream()
                .filter(place -> promotes ? place.isPromoted() : !isCloned)
                .map(place -> place.node().name)
                .filter(node -> !node.equals(call.here().value()))
                .toList();
        if (ACTIVATING.contains(command) && !elsewhere.isEmpty() && !options.has("force")) {
            return Said.failed(
                    Exit.UNSAFE,
                    "crm_resource: It is not safe to " + action + " " + resource
                            + " here: the cluster claims it is already active on " + String.join(", ", elsewhere)
                            + "\nTry setting target-role=Stopped first or specifying the force option");
        }
        var attributes = attributes(instance, action);
        var configured = Duration.ofMillis(Long.parseLong(attributes.getOrDefault("CRM_meta_timeout", "20000")));
        var provider = Optional.ofNullable(instance.agent.provider()).orElse("");
        var agent = new AgentId(instance.agent.resourceClass(), provider, instance.agent.type());
        var name = isCloned && instance.top().unique ? instance.id : instance.configuredId;
        return reply(command, " for " + resource, AgentCall.of(agent, name, action, timeout(configured)), attributes);
    }

    /** The instance that is here, else one that is nowhere, else the first. */
    private PlanPrimitive here(List<PlanPrimitive> instances) {
        return instances.stream()
                .filter(each -> each.activeNodes.stream()
                        .anyMatch(node -> node.name.equals(call.here().value())))
                .findFirst()
                .or(() -> instances.stream()
                        .filter(each -> each.activeNodes.isEmpty())
                        .findFirst())
                .orElse(instances.get(0));
    }

    private SortedMap<String, String> attributes(PlanPrimitive instance, String action) {
        PlanNode node = known.state().nodes.stream()
                .filter(each -> each.name.equals(call.here().value()))
                .findFirst()
                .orElse(null);
        var attributes = new TreeMap<>(known.state().parameters(instance, node));
        new OperationMeta(known.state())
                .meta(instance, action, 0)
                .forEach((name, value) -> attributes.put(AgentCall.META_PREFIX + name, value));
        return attributes;
    }

    private Duration timeout(Duration otherwise) throws BadUsage {
        String asked = options.value("timeout");
        if (asked == null) {
            return otherwise;
        }
        var ms = Spans.milliseconds(asked);
        if (ms.isEmpty() || ms.getAsLong() <= 0) {
            throw new BadUsage("Invalid timeout '" + asked + "'");
        }
        return Duration.ofMillis(ms.getAsLong());
    }

    private Reply reply(String command, String whose, AgentCall base, SortedMap<String, String> configured)
            throws BadUsage {
        var attributes = new TreeMap<>(configured);
        var said = new StringBuilder();
        for (String word : options.rest()) {
            int equals = word.indexOf('=');
            if (equals <= 0) {
                throw new BadUsage("non-option ARGV-elements: " + word);
            }
            String name = word.substring(0, equals);
            String value = word.substring(equals + 1);
            said.append("Overriding the cluster configuration")
                    .append(whose)
                    .append(" with '")
                    .append(name)
                    .append("' = '")
                    .append(value)
                    .append("'\n");
            attributes.put(name, value);
        }
        String level = options.value("check-level");
        if (level != null) {
            attributes.put(AgentCall.CHECK_LEVEL, level);
        }
        AgentCall asked = base.withAttributes(attributes);
        return new RunAgent(asked, result -> said(command, whose, asked, result, said));
    }

    private Reply said(String command, String whose, AgentCall asked, AgentResult result, StringBuilder said) {
        said.append("Operation ")
                .append(command)
                .append(whose)
                .append(" (")
                .append(asked.agent())
                .append(") returned ")
                .append(result.rc())
                .append(" (")
                .append(ExitCodes.text(result.rc()).toLowerCase(Locale.ROOT))
                .append(result.exitReason().isEmpty() ? "" : ": " + result.exitReason())
                .append(")\n");
        if (result.rc() != 0 || options.has("verbose")) {
            said.append(result.printed());
        }
        String error = result.rc() == 0
                ? ""
                : "crm_resource: Error performing operation: " + ExitCodes.text(result.rc()) + "\n";
        return new Said(result.rc(), said.toString(), error, null);
    }
}
