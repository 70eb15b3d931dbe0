package io.systole.cib.acl;

import java.util.List;

/**
 * Who asks: a user with the groups that it is in.
 *
 * @param superuser may do everything, whatever the access control lists say
 */
public record Subject(String user, List<String> groups, boolean superuser) {
    /** The accounts that access control lists never bind (Pacemaker Explained, ACL Targets and Groups). */
    private static final List<String> SUPERUSERS = List.of("root", "hacluster");

    public Subject {
        groups = List.copyOf(groups);
    }

    /** Who runs the node, or acts for it. */
    public static Subject superuser(String user) {
        return new Subject(user, List.of(), true);
    }

    /** A user by name: root and hacluster are superusers. */
    public static Subject of(String user, List<String> groups) {
        return new Subject(user, groups, isSuperuserName(user));
    }

    /** Whether an account of that name is a superuser wherever it is identified by its name. */
    public static boolean isSuperuserName(String user) {
        return SUPERUSERS.contains(user);
    }

    @Override
    public String toString() {
        return user;
    }
}
