package io.systole.policy.rule;

import io.systole.cib.Alert;
import io.systole.cib.AlertRecipient;
import io.systole.cib.Clone;
import io.systole.cib.Condition;
import io.systole.cib.Configuration;
import io.systole.cib.ConfiguredNode;
import io.systole.cib.Constraint;
import io.systole.cib.Group;
import io.systole.cib.Location;
import io.systole.cib.NvPair;
import io.systole.cib.OperationConfig;
import io.systole.cib.Operations;
import io.systole.cib.Primitive;
import io.systole.cib.PropertySet;
import io.systole.cib.ResourceConfig;
import io.systole.cib.ResourceSet;
import io.systole.cib.Rule;
import io.systole.cib.Template;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an id-ref stands for: the element of that id, found in one pass over the configuration. */
public final class References {
    private final Map<String, PropertySet> sets = new TreeMap<>();
    private final Map<String, NvPair> pairs = new TreeMap<>();
    private final Map<String, Rule> rules = new TreeMap<>();
    private final Map<String, Operations> operations = new TreeMap<>();
    private final Map<String, ResourceSet> resourceSets = new TreeMap<>();

    public References(Configuration configuration) {
        addSets(configuration.crmConfig());
        addSets(configuration.rscDefaults());
        addSets(configuration.opDefaults());
        for (ConfiguredNode node : configuration.nodes()) {
            addSets(node.attributes());
            addSets(node.utilization());
        }
        configuration.resources().forEach(this::addResource);
        configuration.constraints().forEach(this::addConstraint);
        configuration.alerts().forEach(this::addAlert);
    }

    private void addSets(List<PropertySet> added) {
        for (PropertySet set : added) {
            if (set.idRef() == null && set.id() != null) {
                sets.putIfAbsent(set.id(), set);
            }
            for (NvPair pair : set.pairs()) {
                if (pair.idRef() == null && pair.id() != null) {
                    pairs.putIfAbsent(pair.id(), pair);
                }
            }
            if (set.rule() != null) {
                addRule(set.rule());
            }
        }
    }

    private void addRule(Rule rule) {
        if (rule.idRef() == null && rule.id() != null) {
            rules.putIfAbsent(rule.id(), rule);
        }
        for (Condition condition : rule.conditions()) {
            if (condition instanceof Rule nested) {
                addRule(nested);
            }
        }
    }

    private void addResource(ResourceConfig resource) {
        addSets(resource.metaAttributes());
        addSets(resource.instanceAttributes());
        if (resource instanceof Primitive primitive) {
            addSets(primitive.utilization());
            addOperations(primitive.operations());
        } else if (resource instanceof Template template) {
            addSets(template.utilization());
            addOperations(template.operations());
        } else if (resource instanceof Group group) {
            group.members().forEach(this::addResource);
        } else if (resource instanceof Clone clone) {
            addResource(clone.child());
        } else if (resource instanceof io.systole.cib.Bundle bundle && bundle.primitive() != null) {
            addResource(bundle.primitive());
        }
    }

    private void addOperations(@Nullable Operations added) {
        if (added == null) {
            return;
        }
        if (added.idRef() == null && added.id() != null) {
            operations.putIfAbsent(added.id(), added);
        }
        for (OperationConfig operation : added.operations()) {
            addSets(operation.metaAttributes());
            addSets(operation.instanceAttributes());
        }
    }

    private void addConstraint(Constraint constraint) {
        if (constraint instanceof Location location) {
            location.rules().forEach(this::addRule);
            location.sets().forEach(this::addResourceSet);
        } else if (constraint instanceof io.systole.cib.Colocation colocation) {
            colocation.sets().forEach(this::addResourceSet);
        } else if (constraint instanceof io.systole.cib.Order order) {
            order.sets().forEach(this::addResourceSet);
        } else if (constraint instanceof io.systole.cib.Ticket ticket) {
            ticket.sets().forEach(this::addResourceSet);
        }
    }

    private void addAlert(Alert alert) {
        addSets(alert.metaAttributes());
        addSets(alert.instanceAttributes());
        for (AlertRecipient recipient : alert.recipients()) {
            addSets(recipient.metaAttributes());
            addSets(recipient.instanceAttributes());
        }
    }

    private void addResourceSet(ResourceSet set) {
        if (set.idRef() == null && set.id() != null) {
            resourceSets.putIfAbsent(set.id(), set);
        }
    }

    /** The set itself, or the one that it refers to; null when there is none. */
    public @Nullable PropertySet resolve(PropertySet set) {
        return set.idRef() == null ? set : sets.get(set.idRef());
    }

    /** The pair itself, or the one that it refers to, under its own name if it has one. */
    public @Nullable NvPair resolve(NvPair pair) {
        if (pair.idRef() == null) {
            return pair;
        }
        NvPair target = pairs.get(pair.idRef());
        if (target == null || pair.name() == null) {
            return target;
        }
        return new NvPair(pair.id(), null, pair.name(), target.value());
    }

    public @Nullable Rule resolve(Rule rule) {
        return rule.idRef() == null ? rule : rules.get(rule.idRef());
    }

    public @Nullable Operations resolve(@Nullable Operations section) {
        return section == null || section.idRef() == null ? section : operations.get(section.idRef());
    }

    public @Nullable ResourceSet resolve(ResourceSet set) {
        return set.idRef() == null ? set : resourceSets.get(set.idRef());
    }
}
