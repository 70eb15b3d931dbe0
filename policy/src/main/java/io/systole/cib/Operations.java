package io.systole.cib;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operations section of a primitive or template; with <code>idRef</code> it stands for another one. */
public record Operations(@Nullable String id, @Nullable String idRef, List<OperationConfig> operations) {
    public Operations {
        operations = List.copyOf(operations);
    }
}
