package io.systole.actors.cib.core;

import io.systole.actors.cib.StatusChange;
import io.systole.cib.Lrm;
import io.systole.cib.NodeName;
import io.systole.cib.TransientAttributes;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a node that does not speak for itself: a remote node, by the word of the member that hosts its connection;
 * or a member that left and has resources locked to it. Every member knows all of it, so that it survives its speaker.
 *
 * @param epoch grows whenever another one speaks for the node: no word of an older one counts
 * @param sequence grows by one with each change
 * @param owner who speaks for it; nobody for a member that left
 * @param closed somebody is about to speak for it, so nothing more of the present owner counts here
 * @param fields attributes of its node_state; of a member that left, to which incarnation the locks belong
 */
public record Ward(
        long epoch,
        long sequence,
        @Nullable NodeName owner,
        boolean closed,
        SortedMap<String, String> fields,
        @Nullable TransientAttributes attributes,
        @Nullable Lrm lrm) {
    private static final Comparator<Ward> AGE = Comparator.comparingLong(Ward::epoch)
            .thenComparing(ward -> ward.owner == null ? "" : ward.owner.value())
            .thenComparingLong(Ward::sequence);

    public Ward {
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }

    /** Nothing is known. */
    static Ward nothing() {
        return new Ward(0, 0, null, false, new TreeMap<>(), null, null);
    }

    /** For comparing alone. */
    static Ward numbered(long epoch, @Nullable NodeName owner, long sequence) {
        return new Ward(epoch, sequence, owner, false, new TreeMap<>(), null, null);
    }

    boolean isNewerThan(Ward other) {
        return AGE.compare(this, other) > 0;
    }

    Ward close() {
        return new Ward(epoch, sequence, owner, true, fields, attributes, lrm);
    }

    Ward ownedBy(NodeName speaker, long number) {
        return new Ward(number, 0, speaker, false, fields, attributes, lrm);
    }

    Ward withLrm(long number, long length, @Nullable Lrm changed) {
        return new Ward(number, length, owner, closed, fields, attributes, changed);
    }

    Ward withField(String name, String value) {
        SortedMap<String, String> changed = new TreeMap<>(fields);
        changed.put(name, value);
        return new Ward(epoch, sequence, owner, closed, changed, attributes, lrm);
    }

    Ward apply(NodeName node, List<StatusChange> changes) {
        var left = StatusEdits.apply(new Part(epoch, sequence, attributes, lrm), node, changes);
        SortedMap<String, String> changed = new TreeMap<>(fields);
        for (StatusChange change : changes) {
            if (change instanceof StatusChange.PutField field) {
                changed.put(field.name(), field.value());
            }
        }
        return new Ward(epoch, left.sequence(), owner, closed, changed, left.attributes(), left.lrm());
    }
}
