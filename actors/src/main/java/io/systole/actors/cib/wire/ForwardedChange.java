package io.systole.actors.cib.wire;

import io.systole.actors.wire.WireMessage;
import io.systole.cib.acl.Subject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of the configuration, passed on to its writer: the kind of edit and its arguments, or a document.
 *
 * @param request where the answer goes
 * @param name what the client calls it
 */
public record ForwardedChange(
        int schema,
        String from,
        long request,
        String name,
        String kind,
        List<@Nullable String> arguments,
        String user,
        String client,
        @Nullable List<String> groups,
        boolean superuser,
        @Nullable String reason,
        long atMs)
        implements CibCommand, WireMessage {

    /** Who asks. A node of a version that knows no groups knows no users but the superuser either. */
    public Subject subject() {
        return groups == null ? Subject.superuser(user) : new Subject(user, groups, superuser);
    }
}
