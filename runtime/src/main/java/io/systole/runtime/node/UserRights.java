package io.systole.runtime.node;

import io.systole.cib.Cib;
import io.systole.cib.Configuration;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.cib.acl.AccessControl;
import io.systole.cib.acl.Subject;
import io.systole.cib.edit.CibEdit;
import io.systole.cib.edit.CibEdits;
import io.systole.cib.edit.EditResult;
import io.systole.cib.edit.MoveTerms;
import io.systole.runtime.http.AccessDoor.Right;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a user may do, kind by kind, found by trying: whether the access control lists would let through what a deed of the
 * kind changes. It spares people a refusal; what is refused is decided when it is asked for.
 */
final class UserRights {
    /** So many resources are tried until one may be steered; trying means writing the CIB. */
    private static final int TRIED_MAX = 10;
    /** No constraint ends then, so a trial changes something. */
    private static final Instant UNUSUAL = Instant.parse("2999-01-01T00:00:00Z");

    private final Cib cib;
    private final Configuration configuration;
    private final AccessControl access;

    private UserRights(Cib cib, Subject subject) {
        this.cib = cib;
        this.configuration = cib.configuration();
        this.access = AccessControl.of(configuration, subject);
    }

    /** In the order of the enum. */
    static List<Right> of(Cib cib, Subject subject) {
        return new UserRights(cib, subject).all();
    }

    private List<Right> all() {
        if (access.isUnrestricted()) {
            return List.of(Right.values());
        }
        var rights = new ArrayList<Right>();
        boolean configures = access.refusals(cib, "/cib/configuration").isEmpty();
        if (configures) {
            rights.add(Right.CONFIGURE);
        }
        if (configures || startsOrStops()) {
            rights.add(Right.RESOURCES);
        }
        if (configures || moves()) {
            rights.add(Right.MOVES);
        }
        if (configures || steersNodes()) {
            rights.add(Right.NODES);
        }
        if (access.refusals(cib, "/cib/status").isEmpty()) {
            rights.add(Right.STATUS);
        }
        return List.copyOf(rights);
    }

    private Stream<ResourceId> resources() {
        return configuration.resources().stream().map(resource -> resource.id()).limit(TRIED_MAX);
    }

    private boolean startsOrStops() {
        return resources()
                .anyMatch(id -> Stream.of("Started", "Stopped")
                        .allMatch(role -> may(new CibEdit.SetMeta(id, "target-role", role))));
    }

    private boolean moves() {
        return nodes().limit(1)
                .anyMatch(node ->
                        resources().anyMatch(id -> may(new CibEdit.BanNode(id, node, new MoveTerms(false, UNUSUAL)))));
    }

    private boolean steersNodes() {
        return nodes().limit(1)
                .anyMatch(node -> Stream.of("on", "off")
                        .allMatch(value -> may(new CibEdit.SetNodeAttribute(node, "standby", value))));
    }

    private Stream<NodeName> nodes() {
        return configuration.nodes().stream().flatMap(node -> Stream.ofNullable(node.uname()));
    }

    private boolean may(CibEdit edit) {
        return CibEdits.apply(configuration, edit) instanceof EditResult.Edited edited
                && access.refusals(cib, new Cib(cib.header(), edited.configuration(), cib.status()), false)
                        .isEmpty();
    }
}
