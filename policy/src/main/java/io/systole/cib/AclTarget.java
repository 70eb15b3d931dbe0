package io.systole.cib;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A user, and the roles that it has. */
public record AclTarget(String id, @Nullable String name, List<String> roles) {
    public AclTarget {
        roles = List.copyOf(roles);
    }
}
