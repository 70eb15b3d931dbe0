package io.systole.actors.policy.core;

import io.systole.actors.resource.wire.OperationOrder;
import io.systole.actors.resource.wire.TransitionKey;
import io.systole.policy.graph.GraphAction;
import io.systole.policy.graph.GraphResource;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns a graph's action into the order that a node gets. */
public final class Orders {
    private Orders() {}

    public static TransitionKey key(ActionRef ref, GraphAction action, String dc) {
        return new TransitionKey(ref.action(), ref.transition(), action.expectedRc(), dc);
    }

    /**
     * The order of a resource operation.
     *
     * @param startFailure the graph's failed-start-offset
     */
    public static OperationOrder of(TransitionKey key, GraphAction action, String startFailure) {
        GraphResource resource = action.resource();
        if (resource == null) {
            throw new IllegalArgumentException(action.operationKey() + ": an operation without a resource");
        }
        return new OperationOrder(
                key,
                resource.id(),
                resource.longId(),
                resource.agentClass(),
                resource.provider(),
                resource.type(),
                action.operation(),
                recordedKey(resource.id(), action.operationKey()),
                action.intervalMs(),
                startFailure,
                attributes(action));
    }

    private static SortedMap<String, String> attributes(GraphAction action) {
        String lock = action.shutdownLock();
        if (lock == null) {
            return action.attributes();
        }
        var all = new TreeMap<>(action.attributes());
        all.put(OperationOrder.SHUTDOWN_LOCK, lock);
        return all;
    }

    /**
     * The key by which the operation is recorded, and found again when it is to be cancelled: with the name of the
     * history. A graph may name an operation of an anonymous clone by its instance, whose number differs between plans.
     */
    static String recordedKey(String name, String key) {
        return key.replaceFirst("^" + Pattern.quote(name) + ":[0-9]+_", Matcher.quoteReplacement(name + "_"));
    }
}
