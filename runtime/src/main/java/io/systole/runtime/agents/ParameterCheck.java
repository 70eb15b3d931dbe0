package io.systole.runtime.agents;

import io.systole.agents.AgentId;
import io.systole.agents.AgentMetadata;
import io.systole.agents.AgentMetadata.Parameter;
import io.systole.agents.AgentMetadataAnswer;
import io.systole.cib.AgentName;
import io.systole.cib.Bundle;
import io.systole.cib.Cib;
import io.systole.cib.Clone;
import io.systole.cib.Group;
import io.systole.cib.NvPair;
import io.systole.cib.Primitive;
import io.systole.cib.PropertySet;
import io.systole.cib.ResourceConfig;
import io.systole.cib.Template;
import io.systole.cib.xml.CibFault;
import io.systole.cib.xml.CibReading;
import io.systole.policy.verify.Finding;
import io.systole.policy.verify.Finding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Holds the parameters of a CIB's resources against what their agents say of themselves. Pure: what the agents say is
 * given. An error is only what no node can start; an agent that is not installed here may be on other nodes.
 */
public final class ParameterCheck {
    /** Given by the fencer for each call. */
    private static final List<String> BY_FENCER = List.of("action", "plug", "port", "nodename", "method");

    private final CibReading reading;
    private final Map<String, Template> templates = new TreeMap<>();
    private final Map<String, PropertySet> sets = new TreeMap<>();
    private final Map<String, AgentMetadataAnswer> agents;
    private final List<Finding> findings = new ArrayList<>();

    private ParameterCheck(CibReading reading, Map<String, AgentMetadataAnswer> agents) {
        this.reading = reading;
        this.agents = agents;
    }

    /**
     * The agents of resources, by their names in the CIB.
     *
     * @param wanted which of the resources at the top, groups and clones as a whole
     */
    public static SortedMap<String, AgentId> agentsOf(Cib cib, Predicate<ResourceConfig> wanted) {
        var names = new TreeMap<String, AgentId>();
        var check = new ParameterCheck(new CibReading(cib, List.of(), new TreeMap<>()), Map.of());
        check.each(cib, wanted, (primitive, inherited) -> {
            var agent = check.agent(primitive);
            if (agent != null) {
                names.put(agent.toString(), id(agent));
            }
        });
        return names;
    }

    private static AgentId id(AgentName agent) {
        return new AgentId(agent.resourceClass(), agent.provider() == null ? "" : agent.provider(), agent.type());
    }

    /**
     * What is at fault with the parameters, in the order of the resources.
     *
     * @param agents by name as in {@link #agentsOf}; of one that is missing here nothing is said
     */
    public static List<Finding> of(CibReading reading, Map<String, AgentMetadataAnswer> agents) {
        var cib = reading.cib();
        if (cib == null) {
            return List.of();
        }
        var check = new ParameterCheck(reading, agents);
        check.each(cib, resource -> true, check::primitive);
        return List.copyOf(check.findings);
    }

    /** One primitive with the attributes of what it is part of. */
    private interface Visitor {
        void visit(Primitive primitive, List<PropertySet> inherited);
    }

    private void each(Cib cib, Predicate<ResourceConfig> wanted, Visitor visitor) {
        for (var resource : cib.configuration().resources()) {
            if (resource instanceof Template template) {
                templates.put(template.id().value(), template);
            }
            remember(resource);
        }
        cib.configuration().resources().stream().filter(wanted).forEach(resource -> walk(resource, List.of(), visitor));
    }

    /** Sets may be referred to by their ids from anywhere. */
    private void remember(ResourceConfig resource) {
        resource.instanceAttributes().forEach(set -> {
            if (set.id() != null) {
                sets.put(set.id(), set);
            }
        });
        children(resource).forEach(this::remember);
    }

    private static List<ResourceConfig> children(ResourceConfig resource) {
        if (resource instanceof Group group) {
            return List.copyOf(group.members());
        }
        if (resource instanceof Clone clone) {
            return List.of(clone.child());
        }
        var inside = resource instanceof Bundle bundle ? bundle.primitive() : null;
        return inside == null ? List.of() : List.of(inside);
    }

    private void walk(ResourceConfig resource, List<PropertySet> inherited, Visitor visitor) {
        if (resource instanceof Primitive primitive) {
            visitor.visit(primitive, inherited);
            return;
        }
        if (resource instanceof Template) {
            return;
        }
        var all = new ArrayList<>(inherited);
        all.addAll(resource.instanceAttributes());
        children(resource).forEach(child -> walk(child, all, visitor));
    }

    private @Nullable AgentName agent(Primitive primitive) {
        if (primitive.agent() != null) {
            return primitive.agent();
        }
        var name = primitive.template();
        var template = name == null ? null : templates.get(name.value());
        return template == null ? null : template.agent();
    }

    private void primitive(Primitive primitive, List<PropertySet> inherited) {
        var agent = agent(primitive);
        var answer = agent == null ? null : agents.get(agent.toString());
        if (agent == null || answer == null) {
            return;
        }
        if (answer instanceof AgentMetadataAnswer.Unknown unknown) {
            unknown(primitive, agent, unknown.why());
        } else if (answer instanceof AgentMetadataAnswer.Known known) {
            parameters(primitive, inherited, agent, known.metadata());
        }
    }

    private void unknown(Primitive primitive, AgentName agent, String why) {
        if (AgentCatalog.isMissing(why)) {
            add(
                    Severity.WARNING,
                    primitive.id().value(),
                    "the agent " + agent + ", which this host does not have",
                    "an agent that is installed wherever the resource may run",
                    "install it, or correct the name: `systole agent list` tells what this host has");
        } else {
            add(
                    Severity.WARNING,
                    primitive.id().value(),
                    "the agent " + agent + ", of which nothing could be learned (" + why + ")",
                    "metadata",
                    "its parameters are not checked");
        }
    }

    private void parameters(Primitive primitive, List<PropertySet> inherited, AgentName agent, AgentMetadata metadata) {
        var known = new TreeMap<String, Parameter>();
        metadata.parameters().forEach(parameter -> known.put(parameter.name(), parameter));
        var given = new TreeSet<String>();
        var certain = true;
        for (var set : setsOf(primitive, inherited)) {
            var target = set.idRef() == null ? set : sets.get(set.idRef());
            if (target == null) {
                certain = false;
                continue;
            }
            for (var pair : target.pairs()) {
                certain &= pair.idRef() == null;
                if (pair.name() != null) {
                    given.add(pair.name());
                    pair(primitive, agent, pair, known, inherited.contains(set));
                }
            }
        }
        if (certain) {
            required(primitive, agent, metadata, given);
        }
    }

    private List<PropertySet> setsOf(Primitive primitive, List<PropertySet> inherited) {
        var all = new ArrayList<>(primitive.instanceAttributes());
        var name = primitive.template();
        var template = name == null ? null : templates.get(name.value());
        if (template != null) {
            all.addAll(template.instanceAttributes());
        }
        all.addAll(inherited);
        return all;
    }

    /** Parameters of devices that the fencer reads or sets itself. */
    private static boolean isFencers(String name) {
        return name.startsWith("pcmk_") || name.startsWith("systole_") || name.equals("provides");
    }

    /** What the resource agents of the field take without saying so (tracing), and what is no parameter of theirs. */
    private static boolean isCommon(String name) {
        return name.startsWith("trace_") || name.startsWith("CRM_meta_") || name.equals("OCF_CHECK_LEVEL");
    }

    private static boolean isStonith(AgentName agent) {
        return agent.resourceClass().equals(AgentId.STONITH);
    }

    /** What a group gives to all its members need not mean something to each. */
    private void pair(
            Primitive primitive, AgentName agent, NvPair pair, Map<String, Parameter> known, boolean inherited) {
        var name = String.valueOf(pair.name());
        var value = String.valueOf(pair.value());
        var parameter = known.get(name);
        if (parameter == null) {
            if (!inherited && !isCommon(name) && !(isStonith(agent) && isFencers(name))) {
                add(
                        Severity.WARNING,
                        primitive.id().value(),
                        "the parameter " + name + ", which " + agent + " does not have",
                        known.isEmpty() ? "no parameter" : "one of " + String.join(", ", known.keySet()),
                        "correct its name or remove it; `systole agent show " + agent + "` describes them");
            }
            return;
        }
        var wanted = ParameterType.fault(parameter, value);
        if (!wanted.isEmpty()) {
            add(
                    Severity.WARNING,
                    primitive.id().value(),
                    name + "=\"" + value + "\"",
                    wanted,
                    "correct it; `systole agent show " + agent + "` describes it");
        }
    }

    private void required(Primitive primitive, AgentName agent, AgentMetadata metadata, SortedSet<String> given) {
        var oldNames = metadata.parameters().stream()
                .anyMatch(parameter -> parameter.deprecated() && given.contains(parameter.name()));
        for (var parameter : metadata.parameters()) {
            var byFencer = isStonith(agent) && (BY_FENCER.contains(parameter.name()) || oldNames);
            if (parameter.required()
                    && !parameter.deprecated()
                    && parameter.defaultValue().isEmpty()
                    && !byFencer
                    && !given.contains(parameter.name())) {
                add(
                        isStonith(agent) ? Severity.WARNING : Severity.ERROR,
                        primitive.id().value(),
                        "no parameter " + parameter.name(),
                        "one, since " + agent + " requires it",
                        "add it to the instance attributes; `systole agent show " + agent + "` describes it");
            }
        }
    }

    private void add(Severity severity, String id, String found, String expected, String advice) {
        findings.add(new Finding(
                severity,
                new CibFault(
                        CibFault.Kind.VALUE, reading.lineOf(id), "primitive", found + " in " + id, expected, advice)));
    }
}
