package io.systole.cib.upgrade;

import io.systole.cib.Cib;
import io.systole.cib.CibHeader;
import io.systole.cib.Configuration;
import io.systole.cib.ConfiguredNode;
import io.systole.cib.Constraint;
import io.systole.cib.FencingLevel;
import io.systole.cib.Location;
import io.systole.cib.NodeName;
import io.systole.cib.value.Numbers;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings a CIB to the newest schema: afterwards references are resolved, a location constraint has at most one rule and
 * no constraint a lifetime, there are no masters, and options and attributes bear their present names.
 */
public final class CibUpgrade {
    /** The schema that an upgraded CIB conforms to. */
    public static final String NEWEST = "pacemaker-4.0";

    private static final int LEVEL_MAX = 9;

    private CibUpgrade() {}

    public static Cib toNewest(Cib cib) {
        boolean old = major(cib.header().validateWith()) < 3;
        var references = new References();
        new Walk(references.gathering()).cib(cib);
        Cib resolved = new Walk(references).cib(cib);
        Cib renamed = old ? new Walk(new BeforeThree()).cib(resolved) : resolved;
        Cib clean = new Walk(new PairCleanup()).cib(renamed);
        Configuration sections = sections(clean.configuration());
        return new Cib(header(clean.header()), old ? BeforeThree.movedDefaults(sections) : sections, clean.status());
    }

    private static long major(String schema) {
        String number = schema.startsWith("pacemaker-") ? schema.substring("pacemaker-".length()) : "";
        return Numbers.leadingInteger(number).orElse(3);
    }

    private static Configuration sections(Configuration c) {
        var resources = new ResourceUpgrade();
        var kept = resources.upgraded(c.resources());
        List<ConfiguredNode> nodes = new ArrayList<>();
        List<Constraint> constraints =
                new ArrayList<>(new ConstraintUpgrade(resources.gone()).upgraded(c.constraints()));
        for (ConfiguredNode node : c.nodes()) {
            boolean ping = "ping".equalsIgnoreCase(node.type());
            nodes.add(ping || "normal".equalsIgnoreCase(node.type()) ? member(node) : node);
            if (ping && node.uname() != null) {
                constraints.add(nothingRunsOn(node, node.uname()));
            }
        }
        List<FencingLevel> levels = c.fencingTopology().stream()
                .filter(level -> Numbers.leadingInteger(level.index()).orElse(0) <= LEVEL_MAX)
                .toList();
        return new Configuration(
                c.crmConfig(),
                nodes,
                kept,
                constraints,
                c.rscDefaults(),
                c.opDefaults(),
                levels,
                c.tags(),
                c.alerts(),
                c.acls());
    }

    private static ConfiguredNode member(ConfiguredNode node) {
        return new ConfiguredNode(
                node.id(),
                node.uname(),
                "member",
                node.score(),
                node.description(),
                node.attributes(),
                node.utilization());
    }

    private static Location nothingRunsOn(ConfiguredNode node, NodeName name) {
        String id = "ping-" + node.id();
        return new Location(id, null, ".*", null, name, "-INFINITY", "never", List.of(), List.of(), List.of());
    }

    private static CibHeader header(CibHeader h) {
        return new CibHeader(
                h.version(),
                NEWEST,
                h.crmFeatureSet(),
                h.haveQuorum(),
                h.dcUuid(),
                h.cibLastWritten(),
                h.updateOrigin(),
                h.updateClient(),
                h.updateUser(),
                h.executionDate(),
                h.noQuorumPanic(),
                h.remoteTlsPort(),
                h.remoteClearPort());
    }
}
