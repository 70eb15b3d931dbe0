package io.systole.agents;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a notification of a clone tells (meta attribute {@code notify}): that instances are about to be started, stopped,
 * promoted or demoted, or were. The lists are those of the whole transition, as it was planned.
 *
 * @param phase before or after
 * @param operation what is done: start, stop, promote or demote
 * @param lists {@code start_resource}, {@code promoted_uname} and so on, as OCF names them, without {@code notify_}
 */
public record AgentNotice(Phase phase, AgentAction operation, SortedMap<String, String> lists) {
    private static final String PREFIX = AgentCall.META_PREFIX + "notify_";

    /** When a notification is sent. */
    public enum Phase {
        PRE,
        POST
    }

    public AgentNotice {
        lists = Collections.unmodifiableSortedMap(new TreeMap<>(lists));
    }

    /** What the attributes of a call tell; empty where they are none of a notification. */
    public static Optional<AgentNotice> of(SortedMap<String, String> attributes) {
        var lists = new TreeMap<String, String>();
        attributes.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                lists.put(name.substring(PREFIX.length()), value);
            }
        });
        var type = lists.getOrDefault("type", "");
        return AgentAction.of(lists.getOrDefault("operation", ""))
                .filter(operation -> type.equals("pre") || type.equals("post"))
                .map(operation -> new AgentNotice(type.equals("pre") ? Phase.PRE : Phase.POST, operation, lists));
    }

    /**
     * The nodes of a list.
     *
     * @param list active, promoted, unpromoted, start, stop, promote, demote, available or all
     */
    public List<String> nodes(String list) {
        return words(list + "_uname");
    }

    /** The instances of a list: active, inactive, promoted, unpromoted, start, stop, promote or demote. */
    public List<String> instances(String list) {
        return words(list + "_resource");
    }

    /** The nodes with a promoted instance when all that is planned is done. */
    public SortedSet<String> promotedAfterwards() {
        var nodes = new TreeSet<>(nodes("promoted"));
        nodes("demote").forEach(nodes::remove);
        nodes("stop").forEach(nodes::remove);
        nodes.addAll(nodes("promote"));
        return Collections.unmodifiableSortedSet(nodes);
    }

    private List<String> words(String key) {
        return Stream.of(lists.getOrDefault(key, "").strip().split("\\s+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
