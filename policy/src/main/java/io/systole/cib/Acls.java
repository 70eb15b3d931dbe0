package io.systole.cib;

import java.util.List;

/** Who may read and write what of the CIB. */
public record Acls(List<AclTarget> targets, List<AclGroup> groups, List<AclRole> roles) {
    public Acls {
        targets = List.copyOf(targets);
        groups = List.copyOf(groups);
        roles = List.copyOf(roles);
    }

    /** No access control configured. */
    public static Acls none() {
        return new Acls(List.of(), List.of(), List.of());
    }
}
