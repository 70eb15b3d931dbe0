package io.systole.cib.upgrade;

import io.systole.cib.Alert;
import io.systole.cib.AlertRecipient;
import io.systole.cib.Cib;
import io.systole.cib.Configuration;
import io.systole.cib.ConfiguredNode;
import io.systole.cib.Constraint;
import io.systole.cib.Location;
import io.systole.cib.NodeState;
import io.systole.cib.OperationConfig;
import io.systole.cib.Operations;
import io.systole.cib.PropertySet;
import io.systole.cib.Rule;
import io.systole.cib.Status;
import io.systole.cib.TransientAttributes;
import io.systole.cib.upgrade.Change.SetKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks over the whole CIB and applies a change to every property set, rule and operations section. */
record Walk(Change change) {

    Cib cib(Cib cib) {
        return new Cib(cib.header(), configuration(cib.configuration()), status(cib.status()));
    }

    private Configuration configuration(Configuration c) {
        var resources = new ResourceWalk(this);
        return new Configuration(
                sets(SetKind.OPTIONS, c.crmConfig()),
                c.nodes().stream().map(this::node).toList(),
                c.resources().stream().map(resources::resource).toList(),
                c.constraints().stream().map(this::constraint).toList(),
                sets(SetKind.META, c.rscDefaults()),
                sets(SetKind.META, c.opDefaults()),
                c.fencingTopology(),
                c.tags(),
                c.alerts().stream().map(this::alert).toList(),
                c.acls());
    }

    List<PropertySet> sets(SetKind kind, List<PropertySet> sets) {
        return change.sets(kind, sets.stream().map(this::withRule).toList());
    }

    private PropertySet withRule(PropertySet set) {
        Rule rule = set.rule();
        return rule == null ? set : new PropertySet(set.id(), set.idRef(), set.score(), change.rule(rule), set.pairs());
    }

    @Nullable
    Operations operations(@Nullable Operations operations) {
        if (operations == null) {
            return null;
        }
        Operations changed = change.operations(operations);
        return new Operations(
                changed.id(),
                changed.idRef(),
                changed.operations().stream().map(this::operation).toList());
    }

    private OperationConfig operation(OperationConfig op) {
        return change.operation(new OperationConfig(
                op.id(),
                op.name(),
                op.interval(),
                op.timeout(),
                op.startDelay(),
                op.intervalOrigin(),
                op.enabled(),
                op.role(),
                op.onFail(),
                op.requires(),
                op.recordPending(),
                op.description(),
                sets(SetKind.INSTANCE, op.instanceAttributes()),
                sets(SetKind.META, op.metaAttributes())));
    }

    private ConfiguredNode node(ConfiguredNode node) {
        return new ConfiguredNode(
                node.id(),
                node.uname(),
                node.type(),
                node.score(),
                node.description(),
                sets(SetKind.INSTANCE, node.attributes()),
                sets(SetKind.UTILIZATION, node.utilization()));
    }

    private Constraint constraint(Constraint constraint) {
        if (!(constraint instanceof Location l)) {
            return constraint;
        }
        return new Location(
                l.id(),
                l.rsc(),
                l.rscPattern(),
                l.role(),
                l.node(),
                l.score(),
                l.resourceDiscovery(),
                l.rules().stream().map(change::rule).toList(),
                l.sets(),
                l.lifetime().stream().map(change::rule).toList());
    }

    private Alert alert(Alert alert) {
        return new Alert(
                alert.id(),
                alert.description(),
                alert.path(),
                sets(SetKind.INSTANCE, alert.instanceAttributes()),
                sets(SetKind.META, alert.metaAttributes()),
                alert.select(),
                alert.recipients().stream().map(this::recipient).toList());
    }

    private AlertRecipient recipient(AlertRecipient recipient) {
        return new AlertRecipient(
                recipient.id(),
                recipient.description(),
                recipient.value(),
                sets(SetKind.INSTANCE, recipient.instanceAttributes()),
                sets(SetKind.META, recipient.metaAttributes()));
    }

    private Status status(Status status) {
        return new Status(status.nodeStates().stream().map(this::nodeState).toList(), status.tickets());
    }

    private NodeState nodeState(NodeState node) {
        TransientAttributes attributes = node.transientAttributes();
        return attributes == null
                ? node
                : node.withTransientAttributes(new TransientAttributes(
                        attributes.id(),
                        sets(SetKind.INSTANCE, attributes.attributes()),
                        sets(SetKind.UTILIZATION, attributes.utilization())));
    }
}
