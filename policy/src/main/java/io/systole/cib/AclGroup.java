package io.systole.cib;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A group of users, and the roles that it has. */
public record AclGroup(String id, @Nullable String name, List<String> roles) {
    public AclGroup {
        roles = List.copyOf(roles);
    }
}
