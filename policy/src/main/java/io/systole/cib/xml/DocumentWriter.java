package io.systole.cib.xml;

import io.systole.cib.Acls;
import io.systole.cib.Cib;
import io.systole.cib.CibHeader;
import io.systole.cib.Configuration;

/** Writes the whole document: the sections that every document has, and the others where there is something in them. */
final class DocumentWriter {
    private DocumentWriter() {}

    static String document(Cib cib) {
        var out = new Out();
        header(out, cib.header());
        configuration(out, cib.configuration());
        StatusWriter.status(out, cib.status());
        return out.end().toString();
    }

    private static void header(Out out, CibHeader header) {
        out.begin("cib")
                .at("crm_feature_set", header.crmFeatureSet())
                .at("validate-with", header.validateWith())
                .at("admin_epoch", Long.toString(header.version().adminEpoch()))
                .at("epoch", Long.toString(header.version().epoch()))
                .at("num_updates", Long.toString(header.version().numUpdates()))
                .at("cib-last-written", header.cibLastWritten())
                .at("update-origin", header.updateOrigin())
                .at("update-client", header.updateClient())
                .at("update-user", header.updateUser())
                .at("have-quorum", header.haveQuorum())
                .at("dc-uuid", header.dcUuid())
                .at("execution-date", header.executionDate())
                .at("no-quorum-panic", header.noQuorumPanic())
                .at("remote-tls-port", header.remoteTlsPort())
                .at("remote-clear-port", header.remoteClearPort());
    }

    private static void configuration(Out out, Configuration c) {
        Acls acls = c.acls();
        boolean anyAcl = !acls.equals(Acls.none());
        out.begin("configuration")
                .section("crm_config", o -> SetWriter.sets(o, "cluster_property_set", c.crmConfig()))
                .section("nodes", o -> o.each(c.nodes(), SectionWriter::node))
                .section("resources", o -> o.each(c.resources(), ResourceWriter::resource))
                .section("constraints", o -> o.each(c.constraints(), ConstraintWriter::constraint))
                .optionalSection(
                        "fencing-topology",
                        !c.fencingTopology().isEmpty(),
                        o -> o.each(c.fencingTopology(), SectionWriter::level))
                .optionalSection("op_defaults", !c.opDefaults().isEmpty(), o -> SetWriter.meta(o, c.opDefaults()))
                .optionalSection("rsc_defaults", !c.rscDefaults().isEmpty(), o -> SetWriter.meta(o, c.rscDefaults()))
                .optionalSection("alerts", !c.alerts().isEmpty(), o -> o.each(c.alerts(), SectionWriter::alert))
                .optionalSection("acls", anyAcl, o -> SectionWriter.acls(o, acls))
                .optionalSection("tags", !c.tags().isEmpty(), o -> o.each(c.tags(), SectionWriter::tag))
                .end();
    }
}
