package io.systole.fencing.config;

import io.systole.cib.AgentName;
import io.systole.cib.Cib;
import io.systole.cib.Clone;
import io.systole.cib.Group;
import io.systole.cib.NodeName;
import io.systole.cib.Primitive;
import io.systole.cib.PropertySet;
import io.systole.cib.RemoteNames;
import io.systole.cib.ResourceConfig;
import io.systole.cib.Template;
import io.systole.cib.value.Spans;
import io.systole.fencing.FenceDevice;
import io.systole.fencing.core.ConfiguredDevice;
import io.systole.fencing.core.FencingConfiguration;
import io.systole.policy.rule.PropertyReader;
import io.systole.policy.rule.Recheck;
import io.systole.policy.rule.References;
import io.systole.policy.rule.RuleContext;
import io.systole.policy.rule.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the fence devices of a CIB: all primitives of class stonith, whether they run or not, but for those whose
 * target-role is Stopped.
 */
public final class FencingConfigurationReader {
    private static final String STONITH = "stonith";
    private static final long TIMEOUT_MS = 60_000;

    private final Cib cib;
    private final PropertyReader reader;
    private final SortedMap<NodeName, SortedMap<String, String>> attributes = new TreeMap<>();
    private final DevicePlaces places;
    private final List<ConfiguredDevice> devices = new ArrayList<>();

    private FencingConfigurationReader(Cib cib, Instant now) {
        this.cib = cib;
        var references = new References(cib.configuration());
        var rules = new Rules(references, new Recheck(now));
        reader = new PropertyReader(references, rules);
        readAttributes();
        places = new DevicePlaces(cib, options(), attributes, references, rules);
    }

    /** What the CIB says about fencing at this moment. */
    public static FencingConfiguration read(Cib cib, Instant now) {
        var reading = new FencingConfigurationReader(cib, now);
        cib.configuration().resources().forEach(resource -> reading.add(resource, List.of()));
        var devices = WatchdogFencing.with(reading.devices, reading.options(), reading.attributes, cib);
        return new FencingConfiguration(
                devices,
                cib.configuration().fencingTopology(),
                reading.attributes,
                reading.timeout(),
                reading.targets(),
                reading.priorityDelay());
    }

    /** A guest is implied by a resource of another name: it is fenced by the stop of that, or of its host. */
    private SortedSet<NodeName> targets() {
        var targets = new TreeSet<>(attributes.keySet());
        targets.removeIf(node -> RemoteNames.implies(cib.configuration(), node)
                && cib.configuration().resources().stream()
                        .noneMatch(resource -> resource.id().value().equals(node.value())));
        return targets;
    }

    private SortedMap<String, String> options() {
        return reader.read(cib.configuration().crmConfig(), RuleContext.timeOnly());
    }

    private Duration timeout() {
        var options = options();
        var text = options.getOrDefault("fencing-timeout", options.get("stonith-timeout"));
        var ms = Spans.milliseconds(text).orElse(TIMEOUT_MS);
        return Duration.ofMillis(ms > 0 ? ms : TIMEOUT_MS);
    }

    private Duration priorityDelay() {
        var ms = Spans.milliseconds(options().get("priority-fencing-delay")).orElse(0);
        return Duration.ofMillis(Math.max(0, ms));
    }

    private void readAttributes() {
        for (var node : cib.configuration().nodes()) {
            if (node.uname() != null) {
                var values = reader.read(node.attributes(), RuleContext.timeOnly());
                values.put("#uname", node.uname().value());
                values.put("#id", node.id());
                attributes.put(node.uname(), values);
            }
        }
        for (var state : cib.status().nodeStates()) {
            if (state.uname() != null) {
                var values = attributes.computeIfAbsent(state.uname(), ignored -> new TreeMap<>());
                values.putIfAbsent("#uname", state.uname().value());
                reader.readInto(values, state.transientSets(), RuleContext.timeOnly(), false);
            }
        }
    }

    private void add(ResourceConfig resource, List<ResourceConfig> parents) {
        if (resource instanceof Primitive primitive) {
            addPrimitive(primitive, parents);
        } else if (resource instanceof Group group) {
            group.members().forEach(member -> add(member, with(parents, group)));
        } else if (resource instanceof Clone clone) {
            add(clone.child(), with(parents, clone));
        }
    }

    /** The nearest first, as its attributes go before those of what is around it. */
    private static List<ResourceConfig> with(List<ResourceConfig> parents, ResourceConfig parent) {
        var all = new ArrayList<ResourceConfig>();
        all.add(parent);
        all.addAll(parents);
        return all;
    }

    private void addPrimitive(Primitive primitive, List<ResourceConfig> parents) {
        var template = template(primitive);
        var agent = primitive.agent() != null ? primitive.agent() : template == null ? null : template.agent();
        if (agent == null || !agent.resourceClass().equals(STONITH)) {
            return;
        }
        var meta = metaAttributes(primitive, template, parents, agent);
        if ("stopped".equalsIgnoreCase(meta.get("target-role"))) {
            return;
        }
        var parameters = new TreeMap<String, String>();
        var context = RuleContext.onNode(null);
        reader.readInto(parameters, primitive.instanceAttributes(), context, false);
        if (template != null) {
            reader.readInto(parameters, template.instanceAttributes(), context, false);
        }
        parents.forEach(parent -> reader.readInto(parameters, parent.instanceAttributes(), context, false));
        var ids = new ArrayList<>(List.of(primitive.id()));
        parents.forEach(parent -> ids.add(parent.id()));
        devices.add(new ConfiguredDevice(
                new FenceDevice(primitive.id(), agent.type(), parameters),
                places.barred(ids),
                places.verified(primitive.id())));
    }

    private SortedMap<String, String> metaAttributes(
            Primitive primitive, @Nullable Template template, List<ResourceConfig> parents, AgentName agent) {
        var meta = new TreeMap<String, String>();
        var sets = new ArrayList<List<PropertySet>>();
        sets.add(primitive.metaAttributes());
        if (template != null) {
            sets.add(template.metaAttributes());
        }
        parents.forEach(parent -> sets.add(parent.metaAttributes()));
        sets.add(cib.configuration().rscDefaults());
        sets.forEach(each -> reader.readInto(meta, each, RuleContext.ofAgent(agent), false));
        return meta;
    }

    private @Nullable Template template(Primitive primitive) {
        for (var resource : cib.configuration().resources()) {
            if (resource instanceof Template template && template.id().equals(primitive.template())) {
                return template;
            }
        }
        return null;
    }
}
