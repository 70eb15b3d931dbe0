package io.systole.cib;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A set of name and value pairs: cluster options, instance or meta attributes, or utilization.
 * With <code>idRef</code> it stands for the set of that id, and has no content of its own.
 */
public record PropertySet(
        @Nullable String id,
        @Nullable String idRef,
        @Nullable String score,
        @Nullable Rule rule,
        List<NvPair> pairs) {
    public PropertySet {
        pairs = List.copyOf(pairs);
    }

    /** A set without score and rule. */
    public static PropertySet of(String id, List<NvPair> pairs) {
        return new PropertySet(id, null, null, null, pairs);
    }

    /** The value of the first pair of that name, without regard to rules and references; null when there is none. */
    public @Nullable String value(String name) {
        for (NvPair pair : pairs) {
            if (name.equals(pair.name())) {
                return pair.value();
            }
        }
        return null;
    }
}
