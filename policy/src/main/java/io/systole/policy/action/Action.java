package io.systole.policy.action;

import io.systole.policy.model.PlanNode;
import io.systole.policy.model.PlanResource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Something that the plan may do: an operation of a resource, a node action or a mere ordering point, with the bits that say
 * whether it must and can be done.
 *
 * <p>Actions are mutable while a plan is made: relations carry required, runnable and migratable from one to the other until
 * nothing changes. The lists of links are kept oldest first; the reference walks them newest first.
 */
public final class Action {

    /** What must hold for an action before it may run. */
    public enum Needs {
        NOTHING,
        QUORUM,
        FENCING
    }

    private final int number;
    private final String key;
    private final @Nullable PlanResource resource;
    private String task;
    private @Nullable String cancelled;
    private @Nullable PlanNode node;
    private @Nullable String reason;
    private Needs needs = Needs.NOTHING;
    private int priority;
    private int requiredFirsts;
    private int runnableFirsts;
    private int bits;
    private final SortedMap<String, String> configuredMeta;
    private @Nullable NavigableMap<String, String> meta;
    private SortedMap<String, String> extra = Collections.emptySortedMap();
    private final List<Link> before = new ArrayList<>(4);
    private final List<Link> after = new ArrayList<>(4);
    /** From so many links on they are looked up by what follows. */
    private static final int LINKS_MANY = 32;

    private @Nullable Map<Action, List<Link>> afterByThen;

    Action(
            int number,
            @Nullable PlanResource resource,
            String key,
            String task,
            @Nullable PlanNode node,
            SortedMap<String, String> configuredMeta) {
        this.number = number;
        this.resource = resource;
        this.key = key;
        this.task = task;
        this.node = node;
        this.configuredMeta = configuredMeta;
        this.bits = Bit.RUNNABLE;
    }

    /** The bits of an action's state. */
    static final class Bit {
        static final int OPTIONAL = 1;
        static final int RUNNABLE = 1 << 1;
        static final int PSEUDO = 1 << 2;
        static final int MIGRATABLE = 1 << 3;
        static final int ALWAYS_IN_GRAPH = 1 << 4;
        static final int RESCHEDULE = 1 << 5;
        static final int MIGRATION_ABORT = 1 << 6;
        static final int ON_DC = 1 << 7;

        private Bit() {}
    }

    /** Numbers count from 1 in the order of creation. */
    public int number() {
        return number;
    }

    /** {@code RSC_TASK_INTERVALMS}, or the like for what is no resource's. */
    public String key() {
        return key;
    }

    public @Nullable PlanResource resource() {
        return resource;
    }

    /** The operation's name; {@code cancel} once a recurring operation is to be cancelled. */
    public String task() {
        return task;
    }

    public boolean is(String wanted) {
        return task.equals(wanted);
    }

    /** The task that is cancelled, for a cancel. */
    public @Nullable String cancelled() {
        return cancelled;
    }

    /** Turns a recurring operation that runs into the order to cancel it. */
    void becomeCancel() {
        if (cancelled == null) {
            cancelled = task;
            task = Task.CANCEL;
        }
    }

    public @Nullable PlanNode node() {
        return node;
    }

    /** An action that was wanted anywhere takes the first node that is asked for. */
    public void takeNode(PlanNode wanted) {
        node = wanted;
    }

    public @Nullable String reason() {
        return reason;
    }

    public void setReason(@Nullable String text) {
        reason = text;
    }

    /** Sets a reason only where none stands yet. */
    public void setReasonOnce(String text) {
        if (reason == null) {
            reason = text;
        }
    }

    public Needs needs() {
        return needs;
    }

    public void setNeeds(Needs wanted) {
        needs = wanted;
    }

    public int priority() {
        return priority;
    }

    public void setPriority(int wanted) {
        priority = wanted;
    }

    /** How many runnable firsts (by MIN relations) this needs, 0 for the common case. */
    public int requiredFirsts() {
        return requiredFirsts;
    }

    public void setRequiredFirsts(int count) {
        requiredFirsts = count;
    }

    public int runnableFirsts() {
        return runnableFirsts;
    }

    public void setRunnableFirsts(int count) {
        runnableFirsts = count;
    }

    /** All bits at once, to see whether something changed. */
    public int bits() {
        return bits;
    }

    private boolean bit(int bit) {
        return (bits & bit) != 0;
    }

    private void set(int bit, boolean on) {
        bits = on ? bits | bit : bits & ~bit;
    }

    public boolean optional() {
        return bit(Bit.OPTIONAL);
    }

    public boolean required() {
        return !bit(Bit.OPTIONAL);
    }

    public void setOptional(boolean on) {
        set(Bit.OPTIONAL, on);
    }

    public boolean runnable() {
        return bit(Bit.RUNNABLE);
    }

    public void setRunnable(boolean on) {
        set(Bit.RUNNABLE, on);
    }

    public boolean pseudo() {
        return bit(Bit.PSEUDO);
    }

    public void setPseudo(boolean on) {
        set(Bit.PSEUDO, on);
    }

    public boolean migratable() {
        return bit(Bit.MIGRATABLE);
    }

    public void setMigratable(boolean on) {
        set(Bit.MIGRATABLE, on);
    }

    public boolean alwaysInGraph() {
        return bit(Bit.ALWAYS_IN_GRAPH);
    }

    public void setAlwaysInGraph(boolean on) {
        set(Bit.ALWAYS_IN_GRAPH, on);
    }

    public boolean reschedule() {
        return bit(Bit.RESCHEDULE);
    }

    public void setReschedule(boolean on) {
        set(Bit.RESCHEDULE, on);
    }

    public boolean migrationAbort() {
        return bit(Bit.MIGRATION_ABORT);
    }

    public void setMigrationAbort(boolean on) {
        set(Bit.MIGRATION_ABORT, on);
    }

    public boolean onDc() {
        return bit(Bit.ON_DC);
    }

    void setOnDc(boolean on) {
        set(Bit.ON_DC, on);
    }

    /** The meta table: what the configuration gives the operation, and what was set since. */
    public SortedMap<String, String> meta() {
        NavigableMap<String, String> own = meta;
        return own == null ? configuredMeta : Collections.unmodifiableSortedMap(own);
    }

    public @Nullable String meta(String name) {
        return meta().get(name);
    }

    public void putMeta(String name, String value) {
        ownMeta().put(name, value);
    }

    public void putMetaOnce(String name, String value) {
        ownMeta().putIfAbsent(name, value);
    }

    /** Adds what is not there yet. */
    public void addMeta(Map<String, String> pairs) {
        NavigableMap<String, String> own = ownMeta();
        pairs.forEach(own::putIfAbsent);
    }

    private NavigableMap<String, String> ownMeta() {
        NavigableMap<String, String> own = meta;
        if (own == null) {
            own = new TreeMap<>(configuredMeta);
            meta = own;
        }
        return own;
    }

    /** Whether the operation recurs. */
    public boolean recurring() {
        return meta("interval") != null;
    }

    /** The operation's own instance attributes. */
    public SortedMap<String, String> extra() {
        return extra;
    }

    void setExtra(SortedMap<String, String> parameters) {
        extra = parameters;
    }

    /** Links in which this is "then", oldest first. */
    public List<Link> before() {
        return before;
    }

    /** Links in which this is "first", oldest first. */
    public List<Link> after() {
        return after;
    }

    /**
     * Attaches {@code first} before {@code then}, unless they are already attached by a relation that shares an effect with
     * {@code effects}: then the new one is dropped whole.
     *
     * @return whether it was new
     */
    public static boolean attach(Action first, Action then, int effects) {
        if (effects == Effect.NONE) {
            return false;
        }
        for (Link link : first.linksTo(then)) {
            if (link.first() == first && link.then() == then && link.has(effects)) {
                return false;
            }
        }
        Link link = new Link(first, then, effects);
        first.after.add(link);
        then.before.add(link);
        Map<Action, List<Link>> index = first.afterByThen;
        if (index != null) {
            index.computeIfAbsent(then, unused -> new ArrayList<>(1)).add(link);
        }
        return true;
    }

    /** The links to another action, possibly among others. */
    private List<Link> linksTo(Action then) {
        List<Link> fewer = after.size() <= then.before.size() ? after : then.before;
        if (fewer.size() < LINKS_MANY) {
            return fewer;
        }
        Map<Action, List<Link>> index = afterByThen;
        if (index == null) {
            index = new HashMap<>();
            for (Link link : after) {
                index.computeIfAbsent(link.then(), unused -> new ArrayList<>(1)).add(link);
            }
            afterByThen = index;
        }
        return index.getOrDefault(then, List.of());
    }

    @Override
    public String toString() {
        return key + (node == null ? "" : "@" + node.name);
    }
}
