package io.systole.policy.model;

import io.systole.cib.AgentName;
import io.systole.cib.Cib;
import io.systole.cib.OpHistory;
import io.systole.cib.PropertySet;
import io.systole.cib.Tag;
import io.systole.cib.value.NaturalOrder;
import io.systole.policy.rule.PropertyReader;
import io.systole.policy.rule.Recheck;
import io.systole.policy.rule.References;
import io.systole.policy.rule.RuleContext;
import io.systole.policy.rule.Rules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Everything that one planning run knows: the CIB read, its options, nodes and resources, and what was found out. */
public final class WorkingState {
    public final Cib cib;
    public final Recheck recheck;
    public final References references;
    public final Rules rules;
    public final PropertyReader properties;
    public PlanOptions options;
    public boolean quorate;
    public QuorumPolicy quorumPolicy = QuorumPolicy.STOP;
    public boolean unfencingInUse;
    /** The history may hide private parameters, as that of a saved CIB does: a change of nothing else is none. */
    public boolean sanitized = true;

    public boolean haveFenceDevice;

    /** All nodes in the natural order of their names. */
    public final List<PlanNode> nodes = new ArrayList<>();
    /** The top-level resources in list order. */
    public final List<PlanResource> resources = new ArrayList<>();

    public final SortedMap<String, PlanTicket> tickets = new TreeMap<>();
    /** What is compared with the configuration only after the assignment. */
    public final List<PutOffCheck> putOffChecks = new ArrayList<>();

    public final List<FailedOperation> failedOperations = new ArrayList<>();
    /** All configured colocations in the order of creation. */
    public final List<ColocationPair> colocations = new ArrayList<>();

    public final List<LocationWish> locations = new ArrayList<>();
    public final ScoreLedger ledger = new ScoreLedger();

    private final Map<String, PlanNode> nodesById = new HashMap<>();
    private final Map<String, PlanNode> nodesByName = new HashMap<>();
    private final Map<String, PlanResource> resourcesById = new HashMap<>();
    private final Map<String, PlanResource> resourcesByHistory = new HashMap<>();
    /** Entries of recurring operations whose failure expired: the operation is to be run anew. */
    public final Set<OpHistory> expiredRecurring = Collections.newSetFromMap(new IdentityHashMap<>());

    private final TableLayout emptyTable = TableLayout.empty();
    private int resourcesMade;

    public WorkingState(Cib cib, Instant now, PlanOptions options) {
        this(cib, new Recheck(now), new References(cib.configuration()), options);
    }

    private WorkingState(Cib cib, Recheck recheck, References references, PlanOptions options) {
        this.cib = cib;
        this.recheck = recheck;
        this.references = references;
        this.rules = new Rules(references, recheck);
        this.properties = new PropertyReader(references, rules);
        this.options = options;
    }

    public Instant now() {
        return recheck.now();
    }

    /** The next free number for {@link PlanResource#index}. */
    public int nextResourceIndex() {
        return resourcesMade++;
    }

    /** Adds a node at its place in the natural order of names; a new one goes before an equal one. */
    public PlanNode addNode(String id, String name, boolean remoteType, int baseScore) {
        PlanNode node = new PlanNode(nodes.size(), id, name, remoteType, baseScore, emptyTable);
        int at = 0;
        while (at < nodes.size() && NaturalOrder.INSTANCE.compare(nodes.get(at).name, name) < 0) {
            at++;
        }
        nodes.add(at, node);
        for (int i = at; i < nodes.size(); i++) {
            nodes.get(i).rank = i;
        }
        nodesById.putIfAbsent(id.toLowerCase(Locale.ROOT), node);
        nodesByName.putIfAbsent(name.toLowerCase(Locale.ROOT), node);
        return node;
    }

    public @Nullable PlanNode nodeByName(@Nullable String name) {
        return name == null ? null : nodesByName.get(name.toLowerCase(Locale.ROOT));
    }

    public @Nullable PlanNode nodeById(@Nullable String id) {
        return id == null ? null : nodesById.get(id.toLowerCase(Locale.ROOT));
    }

    /** Looks a node up by its id, else by its name. */
    public @Nullable PlanNode node(@Nullable String idOrName) {
        PlanNode node = nodeById(idOrName);
        return node != null ? node : nodeByName(idOrName);
    }

    /** All resources at all levels, depth first in list order. */
    public List<PlanResource> allResources() {
        List<PlanResource> all = new ArrayList<>();
        for (PlanResource resource : resources) {
            collect(resource, all);
        }
        return all;
    }

    private static void collect(PlanResource resource, List<PlanResource> all) {
        all.add(resource);
        for (PlanResource child : resource.children) {
            collect(child, all);
        }
    }

    /** Makes a resource and all below it known by their ids. */
    public void register(PlanResource resource) {
        resourcesById.putIfAbsent(resource.id, resource);
        resource.children.forEach(this::register);
    }

    /** Notes under which name the history of a resource runs. */
    public void setHistoryId(PlanResource resource, @Nullable String historyId) {
        resource.historyId = historyId;
        if (historyId != null) {
            resourcesByHistory.putIfAbsent(historyId, resource);
        }
    }

    /** The resource of that id, at any level. */
    public @Nullable PlanResource resource(String id) {
        return resourcesById.get(id);
    }

    /** The resource whose id, or name in the history, is this. */
    public @Nullable PlanResource resourceOrHistory(String id) {
        PlanResource found = resourcesById.get(id);
        if (found == null) {
            found = resourcesByHistory.get(id);
        }
        return found == null || found.id.equals(id) || id.equals(found.historyId) ? found : null;
    }

    /** The first resource at or below another one of that id. */
    public static @Nullable PlanResource find(PlanResource from, String id, boolean alsoHistory) {
        if (from.id.equals(id) || (alsoHistory && id.equals(from.historyId))) {
            return from;
        }
        for (PlanResource child : from.children) {
            PlanResource found = find(child, id, alsoHistory);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** The instance attributes of a resource on a node (or for none), inherited ones included. */
    public SortedMap<String, String> parameters(PlanResource resource, @Nullable PlanNode node) {
        TreeMap<String, String> values = new TreeMap<>();
        RuleContext context = RuleContext.onNode(node == null ? null : node.attributes);
        for (PlanResource from = resource; from != null; from = from.parent) {
            SortedMap<String, String> own = properties.read(from.config.instanceAttributes(), context);
            own.forEach(values::putIfAbsent);
        }
        return values;
    }

    /** The default meta attributes of resources, for an agent. */
    public SortedMap<String, String> resourceDefaults(@Nullable AgentName agent) {
        return properties.read(cib.configuration().rscDefaults(), RuleContext.ofAgent(agent));
    }

    public List<PropertySet> operationDefaults() {
        return cib.configuration().opDefaults();
    }

    /** The ids that a tag stands for, in order and without repetition; null when there is no such tag. */
    public @Nullable List<String> tagged(String tag) {
        List<String> ids = null;
        for (Tag each : cib.configuration().tags()) {
            if (each.id().equals(tag)) {
                ids = ids == null ? new ArrayList<>() : ids;
                for (String id : each.references()) {
                    if (!ids.contains(id)) {
                        ids.add(id);
                    }
                }
            }
        }
        return ids;
    }
}
