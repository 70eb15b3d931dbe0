package io.systole.actors.cib;

import io.systole.cib.acl.Subject;

/** Who changes the configuration, and with what, as the CIB will show it. */
public record Author(Subject subject, String client) {
    /** One who may do everything: the cluster itself, or who runs it. */
    public Author(String user, String client) {
        this(Subject.superuser(user), client);
    }

    public String user() {
        return subject.user();
    }
}
