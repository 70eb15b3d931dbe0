package io.systole.cib.xml;

import io.systole.cib.Lrm;
import io.systole.cib.LrmResource;
import io.systole.cib.NodeFields;
import io.systole.cib.NodeState;
import io.systole.cib.OpDigests;
import io.systole.cib.OpHistory;
import io.systole.cib.OpTimes;
import io.systole.cib.ResourceId;
import io.systole.cib.Status;
import io.systole.cib.TicketState;
import io.systole.cib.TransientAttributes;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the status section. It is written by clusters, not by people, so bookkeeping of other versions in it is left out
 * and no value of it is checked.
 */
final class StatusReader {
    /** In the order of the history's record, but for id and operation. */
    private static final FieldNames OPERATION = new FieldNames(
            "operation_key",
            "interval",
            "call-id",
            "rc-code",
            "op-status",
            "transition-key",
            "transition-magic",
            "exit-reason",
            "on_node",
            "last-run",
            "last-rc-change",
            "exec-time",
            "queue-time",
            "op-digest",
            "op-force-restart",
            "op-restart-digest",
            "op-secure-params",
            "op-secure-digest",
            "migrate_source",
            "migrate_target",
            "crm-debug-origin",
            "crm_feature_set");

    private StatusReader() {}

    static Status status(Cursor at) {
        at.tolerate(Tolerance.BOOKKEEPING);
        List<TicketState> tickets = at.atMostOne(
                "tickets", section -> whole(section.each("ticket_state", StatusReader::ticket), TicketState::id));
        return new Status(at.each("node_state", StatusReader::node), tickets == null ? List.of() : tickets);
    }

    /** Those that have what names them; the others are left out. */
    private static <T> List<T> whole(List<T> all, Function<T, String> name) {
        boolean complete = all.stream().noneMatch(each -> name.apply(each).equals(Cursor.MISSING));
        return complete
                ? all
                : all.stream()
                        .filter(each -> !name.apply(each).equals(Cursor.MISSING))
                        .toList();
    }

    private static TicketState ticket(Cursor at) {
        return new TicketState(
                at.required("id"),
                at.optional("granted"),
                at.optional("last-granted"),
                at.optional("standby"),
                at.otherAttributes(name -> true));
    }

    private static NodeState node(Cursor at) {
        return new NodeState(
                at.optional("id"),
                at.node("uname"),
                new NodeFields(
                        at.optional("in_ccm"),
                        at.optional("crmd"),
                        at.optional("join"),
                        at.optional("expected"),
                        at.optional("shutdown"),
                        at.optional("remote_node"),
                        at.optional("node_fenced"),
                        at.optional("node_in_maintenance"),
                        at.optional("clear_shutdown"),
                        at.optional("conn_host"),
                        at.optional("ha"),
                        at.optional("crm-debug-origin")),
                at.atMostOne("transient_attributes", StatusReader::transients),
                at.atMostOne("lrm", StatusReader::lrm));
    }

    private static TransientAttributes transients(Cursor at) {
        return new TransientAttributes(at.optional("id"), SetReader.instance(at), SetReader.utilization(at));
    }

    private static Lrm lrm(Cursor at) {
        String id = at.optional("id");
        at.optional("uname");
        List<LrmResource> resources = at.atMostOne("lrm_resources", section -> {
            section.optional("id");
            return whole(
                    section.each("lrm_resource", StatusReader::resource),
                    resource -> resource.id().value());
        });
        return new Lrm(id, resources == null ? List.of() : resources);
    }

    private static LrmResource resource(Cursor at) {
        return new LrmResource(
                new ResourceId(at.required("id")),
                at.optional("class"),
                at.optional("provider"),
                at.optional("type"),
                at.optional("container"),
                at.optional("shutdown-lock"),
                whole(whole(at.each("lrm_rsc_op", StatusReader::operation), OpHistory::id), OpHistory::operation));
    }

    private static OpHistory operation(Cursor at) {
        String id = at.required("id");
        String operation = at.required("operation");
        @Nullable String[] more = at.fields(OPERATION);
        return new OpHistory(
                id,
                more[0],
                operation,
                more[1],
                more[2],
                more[3],
                more[4],
                more[5],
                more[6],
                more[7],
                more[8],
                new OpTimes(more[9], more[10], more[11], more[12]),
                new OpDigests(more[13], more[14], more[15], more[16], more[17]),
                more[18],
                more[19],
                more[20],
                more[21]);
    }
}
