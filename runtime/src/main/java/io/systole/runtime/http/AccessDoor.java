package io.systole.runtime.http;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What can be asked about users and their access. */
public interface AccessDoor {
    /** A kind of deeds. */
    enum Right {
        /** Changes of the whole configuration. */
        CONFIGURE,
        /** Starting and stopping a resource, though perhaps not every one. */
        RESOURCES,
        /** Moving and banning a resource, though perhaps not every one. */
        MOVES,
        /** Standby and maintenance of nodes. */
        NODES,
        /** Cleanups, fencing and confirming it. */
        STATUS
    }

    /**
     * Who a request is made as.
     *
     * @param roles the roles of the access control lists that the user has
     * @param restricted whether access control lists bind this user
     * @param rights what the user may do; null where it was not asked for
     */
    record Identity(
            String user,
            List<String> groups,
            List<String> roles,
            boolean superuser,
            boolean restricted,
            @Nullable List<Right> rights) {
        public Identity {
            groups = List.copyOf(groups);
            roles = List.copyOf(roles);
            rights = rights == null ? null : List.copyOf(rights);
        }
    }

    /** A user with a token. */
    record Granted(String user, List<String> groups, List<String> roles, Instant since) {
        public Granted {
            groups = List.copyOf(groups);
            roles = List.copyOf(roles);
        }
    }

    /**
     * As whom the user is seen.
     *
     * @param rights whether to find out what the user may do, which takes longer
     */
    CompletionStage<Identity> identity(boolean rights);

    CompletionStage<List<Granted>> granted();

    /**
     * Gives a user a token, in place of the one it had; what is done has the token as its text. The roles viewer, operator and
     * administrator are made where they are missing, and refused while no access control list binds anybody; one of them that
     * is granted takes the place of those of them that the user has by itself.
     *
     * @param enable switches access control lists on
     */
    CompletionStage<Outcome> grant(String user, List<String> groups, List<String> roles, boolean enable);

    /** Takes a user's token away. */
    CompletionStage<Outcome> revoke(String user);
}
