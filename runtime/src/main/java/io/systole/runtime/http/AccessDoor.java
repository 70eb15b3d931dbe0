package io.systole.runtime.http;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What can be asked about users and their access. */
public interface AccessDoor {
    /**
     * Who a request is made as.
     *
     * @param roles the roles of the access control lists that the user has
     * @param restricted whether access control lists bind this user
     */
    record Identity(String user, List<String> groups, List<String> roles, boolean superuser, boolean restricted) {
        public Identity {
            groups = List.copyOf(groups);
            roles = List.copyOf(roles);
        }
    }

    /** A user with a token. */
    record Granted(String user, List<String> groups, List<String> roles, Instant since) {
        public Granted {
            groups = List.copyOf(groups);
            roles = List.copyOf(roles);
        }
    }

    CompletionStage<Identity> identity();

    CompletionStage<List<Granted>> granted();

    /**
     * Gives a user a token, in place of the one it had; what is done has the token as its text. The roles viewer, operator and
     * administrator are made where they are missing, and refused while no access control list binds anybody.
     *
     * @param enable switches access control lists on
     */
    CompletionStage<Outcome> grant(String user, List<String> groups, List<String> roles, boolean enable);

    /** Takes a user's token away. */
    CompletionStage<Outcome> revoke(String user);
}
