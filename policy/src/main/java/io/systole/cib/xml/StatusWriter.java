package io.systole.cib.xml;

import io.systole.cib.Lrm;
import io.systole.cib.LrmResource;
import io.systole.cib.NodeFields;
import io.systole.cib.NodeName;
import io.systole.cib.NodeState;
import io.systole.cib.OpHistory;
import io.systole.cib.Status;
import io.systole.cib.TicketState;
import io.systole.cib.TransientAttributes;

/** Writes the status section. */
final class StatusWriter {
    private StatusWriter() {}

    static void status(Out out, Status status) {
        out.section("status", o -> {
            o.each(status.nodeStates(), StatusWriter::node);
            o.optionalSection(
                    "tickets",
                    !status.tickets().isEmpty(),
                    tickets -> tickets.each(status.tickets(), StatusWriter::ticket));
        });
    }

    private static void ticket(Out out, TicketState ticket) {
        out.begin("ticket_state")
                .at("id", ticket.id())
                .at("granted", ticket.granted())
                .at("last-granted", ticket.lastGranted())
                .at("standby", ticket.standby())
                .all(ticket.others())
                .end();
    }

    private static void node(Out out, NodeState node) {
        NodeName uname = node.uname();
        NodeFields fields = node.fields();
        out.begin("node_state")
                .at("id", node.id())
                .at("uname", uname == null ? null : uname.value())
                .at("in_ccm", fields.inCcm())
                .at("crmd", fields.crmd())
                .at("join", fields.join())
                .at("expected", fields.expected())
                .at("shutdown", fields.shutdown())
                .at("remote_node", fields.remoteNode())
                .at("node_fenced", fields.nodeFenced())
                .at("node_in_maintenance", fields.nodeInMaintenance())
                .at("clear_shutdown", fields.clearShutdown())
                .at("conn_host", fields.connHost())
                .at("ha", fields.ha())
                .at("crm-debug-origin", fields.crmDebugOrigin())
                .maybe(node.transientAttributes(), StatusWriter::transients)
                .maybe(node.lrm(), StatusWriter::lrm)
                .end();
    }

    private static void transients(Out out, TransientAttributes attributes) {
        out.begin("transient_attributes").at("id", attributes.id());
        SetWriter.instance(out, attributes.attributes());
        SetWriter.utilization(out, attributes.utilization());
        out.end();
    }

    private static void lrm(Out out, Lrm lrm) {
        out.begin("lrm").at("id", lrm.id());
        out.section("lrm_resources", o -> o.each(lrm.resources(), StatusWriter::resource));
        out.end();
    }

    private static void resource(Out out, LrmResource resource) {
        out.begin("lrm_resource")
                .at("id", resource.id().value())
                .at("class", resource.resourceClass())
                .at("provider", resource.provider())
                .at("type", resource.type())
                .at("container", resource.container())
                .at("shutdown-lock", resource.shutdownLock())
                .each(resource.operations(), StatusWriter::operation)
                .end();
    }

    private static void operation(Out out, OpHistory operation) {
        out.begin("lrm_rsc_op").all(operation.attributes()).end();
    }
}
