package io.systole.policy.graph;

import static java.util.Objects.requireNonNull;

import io.systole.cib.NodeName;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One action of a transition graph (one synapse of the reference's XML) with the actions that must have succeeded before.
 *
 * @param id the action's number, unique in the graph; gaps are normal
 * @param kind what carries the action out
 * @param operation the task: start, stop, monitor, cancel, notify, stonith, do_shutdown, clear_failcount, lrm_delete...
 * @param operationKey task, resource and interval as one word, as the history writes it ({@code db_monitor_10000})
 * @param internalOperationKey the key by the instance's own id, where it differs from {@code operationKey}
 * @param onNode where it is to be executed; null for pseudo events, and for what only the DC does
 * @param onNodeUuid the node's id in the CIB
 * @param routerNode the cluster node through which a remote or guest node is reached
 * @param mode {@code cib} where only the CIB is changed (lrm_delete)
 * @param shutdownLock the time at which a shutdown lock was taken, for actions that carry it
 * @param resource the resource, null for node actions and bare pseudo events
 * @param attributes all attributes that the operation gets: parameters, {@code CRM_meta_*}
 * @param downed ids of the nodes that are expected to go down with this action
 * @param maintenance node ids with the maintenance state that they are to be told
 * @param inputs numbers of the actions that must be done before, ascending
 * @param priority the synapse's priority: 0 unless more urgent
 */
public record GraphAction(
        int id,
        Kind kind,
        String operation,
        String operationKey,
        @Nullable String internalOperationKey,
        @Nullable NodeName onNode,
        @Nullable String onNodeUuid,
        @Nullable NodeName routerNode,
        @Nullable String mode,
        @Nullable String shutdownLock,
        @Nullable GraphResource resource,
        SortedMap<String, String> attributes,
        List<String> downed,
        SortedMap<String, Boolean> maintenance,
        List<Integer> inputs,
        int priority) {

    /** What carries an action out. */
    public enum Kind {
        /** An operation of a resource's agent, on its node. */
        RESOURCE_OP("rsc_op"),
        /** Nothing: a point that orders others. */
        PSEUDO_EVENT("pseudo_event"),
        /** The cluster itself: fencing, shutdown of a node, clearing of a fail count or of history. */
        CLUSTER_OP("crm_event");

        private final String element;

        Kind(String element) {
            this.element = element;
        }

        /** The name of the action's element in the graph's XML. */
        public String element() {
            return element;
        }
    }

    public GraphAction {
        requireNonNull(kind);
        requireNonNull(operation);
        requireNonNull(operationKey);
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
        downed = List.copyOf(downed);
        maintenance = Collections.unmodifiableSortedMap(new TreeMap<>(maintenance));
        inputs = List.copyOf(inputs);
    }

    /** A meta attribute of the operation, by the name that the configuration gives it ({@code on-fail}). */
    public @Nullable String meta(String name) {
        return attributes.get("CRM_meta_" + name.replace('-', '_'));
    }

    /** The operation's interval in milliseconds, 0 for what is done once. For a cancel: of what is cancelled. */
    public long intervalMs() {
        return number("interval", 0L, Long::parseLong);
    }

    /** The result code that is expected of the operation. */
    public int expectedRc() {
        return number("op_target_rc", 0, Integer::parseInt);
    }

    private <N> N number(String name, N missing, Function<String, N> parse) {
        String text = meta(name);
        return text == null ? missing : parse.apply(text);
    }
}
