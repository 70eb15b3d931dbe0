package io.systole.actors.resource.core;

import io.systole.cib.Cib;
import io.systole.cib.LrmResource;
import io.systole.cib.NodeName;
import io.systole.cib.NodeState;
import io.systole.cib.NvPair;
import io.systole.cib.OpHistory;
import io.systole.cib.PropertySet;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the CIB says of this node's own resources.
 *
 * @param actionLimit the option node-action-limit; 0 leaves it to the node
 * @param loadThreshold the option load-threshold, in percent
 */
public record OwnStatus(List<LrmResource> history, List<String> attributes, int actionLimit, int loadThreshold) {
    private static final int LOAD_THRESHOLD = 80;
    private static final String FAIL_COUNT = "fail-count-";
    private static final String LAST_FAILURE = "last-failure-";

    public OwnStatus {
        history = List.copyOf(history);
        attributes = List.copyOf(attributes);
    }

    public static OwnStatus unknown() {
        return new OwnStatus(List.of(), List.of(), 0, LOAD_THRESHOLD);
    }

    public static OwnStatus of(NodeName self, Cib cib) {
        NodeState own = null;
        for (NodeState node : cib.status().nodeStates()) {
            own = self.equals(node.uname()) ? node : own;
        }
        int limit = number(option(cib, "node-action-limit"), 0);
        int threshold = number(option(cib, "load-threshold"), LOAD_THRESHOLD);
        if (own == null) {
            return new OwnStatus(List.of(), List.of(), limit, threshold);
        }
        var names = new ArrayList<String>();
        for (PropertySet set : own.transientSets()) {
            for (NvPair pair : set.pairs()) {
                if (pair.name() != null) {
                    names.add(pair.name());
                }
            }
        }
        return new OwnStatus(own.lrmResources(), names, limit, threshold);
    }

    /** The transient attributes that count the failures of a resource. */
    public List<String> failureAttributes(String resource) {
        return attributes.stream()
                .filter(name ->
                        name.startsWith(FAIL_COUNT + resource + "#") || name.startsWith(LAST_FAILURE + resource + "#"))
                .toList();
    }

    /** The resources with history here that go by one of the names, as such or as its instance; none: all that failed. */
    public List<String> matching(List<String> names) {
        var found = new TreeSet<String>();
        for (LrmResource resource : history) {
            String id = resource.id().value();
            boolean wanted = names.isEmpty() ? hasFailed(resource) : names.contains(id) || names.contains(base(id));
            if (wanted) {
                found.add(id);
            }
        }
        return List.copyOf(found);
    }

    private boolean hasFailed(LrmResource resource) {
        String id = resource.id().value();
        for (OpHistory entry : resource.operations()) {
            if (entry.id().equals(HistoryEntries.lastFailureId(id))) {
                return true;
            }
        }
        return !failureAttributes(id).isEmpty();
    }

    private static String base(String id) {
        int colon = id.lastIndexOf(':');
        return colon > 0 ? id.substring(0, colon) : id;
    }

    private static @Nullable String option(Cib cib, String name) {
        for (PropertySet set : cib.configuration().crmConfig()) {
            String value = set.value(name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static int number(@Nullable String text, int missing) {
        try {
            return text == null
                    ? missing
                    : Math.max(0, Integer.parseInt(text.trim().replaceFirst("%$", "")));
        } catch (NumberFormatException unreadable) {
            return missing;
        }
    }
}
