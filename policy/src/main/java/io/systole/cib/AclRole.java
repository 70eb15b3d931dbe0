package io.systole.cib;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A named list of permissions. */
public record AclRole(String id, @Nullable String description, List<AclPermission> permissions) {
    public AclRole {
        permissions = List.copyOf(permissions);
    }
}
