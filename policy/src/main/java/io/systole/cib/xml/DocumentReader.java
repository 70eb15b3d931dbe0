package io.systole.cib.xml;

import io.systole.cib.Acls;
import io.systole.cib.Cib;
import io.systole.cib.CibHeader;
import io.systole.cib.CibVersion;
import io.systole.cib.Configuration;
import io.systole.cib.PropertySet;
import io.systole.cib.Status;
import io.systole.cib.value.Numbers;
import java.util.List;
import java.util.function.Function;

/** Reads the <code>cib</code> element and its sections. */
final class DocumentReader {
    private DocumentReader() {}

    static Cib cib(Cursor at) {
        Configuration configuration = at.atMostOne("configuration", DocumentReader::configuration);
        if (configuration == null) {
            at.fault("no <configuration>", "one <configuration>", "take `cib query` of a cluster as a pattern");
        }
        Status status = at.atMostOne("status", StatusReader::status);
        CibHeader header = header(at);
        at.tolerate(Tolerance.OPEN);
        return new Cib(
                header,
                configuration == null ? Configuration.empty() : configuration,
                status == null ? Status.empty() : status);
    }

    private static CibHeader header(Cursor at) {
        return new CibHeader(
                new CibVersion(version(at, "admin_epoch"), version(at, "epoch"), version(at, "num_updates")),
                at.required("validate-with"),
                at.optional("crm_feature_set"),
                at.optional("have-quorum"),
                at.optional("dc-uuid"),
                at.optional("cib-last-written"),
                at.optional("update-origin"),
                at.optional("update-client"),
                at.optional("update-user"),
                at.optional("execution-date"),
                at.optional("no-quorum-panic"),
                at.optional("remote-tls-port"),
                at.optional("remote-clear-port"));
    }

    private static long version(Cursor at, String attribute) {
        return Numbers.leadingInteger(Checks.number(at, attribute)).orElse(0);
    }

    private static Configuration configuration(Cursor at) {
        Acls acls = at.atMostOne("acls", SectionReader::acls);
        return new Configuration(
                section(at, "crm_config", options -> options.each("cluster_property_set", SetReader::set)),
                section(at, "nodes", nodes -> nodes.each("node", SectionReader::node)),
                section(at, "resources", resources -> resources.each(ResourceReader.RESOURCES)),
                section(at, "constraints", constraints -> constraints.each(ConstraintReader.CONSTRAINTS)),
                defaults(at, "rsc_defaults"),
                defaults(at, "op_defaults"),
                section(at, "fencing-topology", levels -> levels.each("fencing-level", SectionReader::level)),
                section(at, "tags", tags -> tags.each("tag", SectionReader::tag)),
                section(at, "alerts", alerts -> alerts.each("alert", SectionReader::alert)),
                acls == null ? Acls.none() : acls);
    }

    private static List<PropertySet> defaults(Cursor at, String name) {
        return section(at, name, SetReader::meta);
    }

    private static <T> List<T> section(Cursor at, String name, Function<Cursor, List<T>> reader) {
        List<T> content = at.atMostOne(name, reader);
        return content == null ? List.of() : content;
    }
}
