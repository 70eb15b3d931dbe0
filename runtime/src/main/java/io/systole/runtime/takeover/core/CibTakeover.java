package io.systole.runtime.takeover.core;

import io.systole.cib.Cib;
import io.systole.cib.CibHeader;
import io.systole.cib.Configuration;
import io.systole.cib.ConfiguredNode;
import io.systole.cib.NodeName;
import io.systole.cib.Status;
import io.systole.cib.check.ConfigurationCheck;
import io.systole.cib.edit.CibEdit;
import io.systole.cib.edit.CibEdits;
import io.systole.cib.edit.EditResult;
import io.systole.cib.upgrade.CibUpgrade;
import io.systole.cib.xml.CibFault;
import io.systole.cib.xml.CibReading;
import io.systole.cib.xml.CibXml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Pacemaker's CIB as one for Systole: without what belongs to a cluster that runs, of the newest schema, and in maintenance, so
 * that nothing is touched before somebody has looked.
 *
 * @param cib empty where the document cannot be understood
 */
public record CibTakeover(Optional<Cib> cib, List<Remark> remarks) {
    private static final String PROPERTIES = "crm_config";

    /** What is said of cluster options that mean something else here, or nothing. */
    private static final Map<String, String> OPTIONS = Map.of(
            "cluster-infrastructure", "there is no Corosync below; the option is kept, and nothing reads it",
            "dc-version", "the option is kept, and nothing reads it; `systole status` shows the versions",
            "dc-deadtime", "how long absent nodes are waited for at the first start, as there",
            "have-watchdog",
                    "is set by the nodes: name watchdog and devices of /etc/default/sbd in the section sbd"
                            + " (docs/operations/sbd.md)",
            "stonith-watchdog-timeout", "asks for a watchdog: name it in the section sbd (docs/operations/sbd.md)",
            "fencing-watchdog-timeout", "asks for a watchdog: name it in the section sbd (docs/operations/sbd.md)",
            "election-timeout", "there is no election: the DC is where the policy's singleton is",
            "join-integration-timeout", "joining has the times of the profile of failure-detection",
            "join-finalization-timeout", "joining has the times of the profile of failure-detection",
            "shutdown-escalation", "is shutdown.escalation of systole.conf, 20m");

    public CibTakeover {
        remarks = List.copyOf(remarks);
    }

    /** The names of the members by their ids, and the cluster's name; of a document that is not understood, nothing. */
    public record Names(SortedMap<String, String> ofIds, String cluster) {
        /** From the document. */
        public static Names of(String content) {
            SortedMap<String, String> names = new TreeMap<>();
            Optional<Cib> cib = CibXml.read(content).understood();
            cib.ifPresent(known -> known.configuration().nodes().stream()
                    .filter(node -> !isRemote(node) && node.uname() != null)
                    .forEach(node -> names.put(node.id(), String.valueOf(node.uname()))));
            return new Names(
                    names,
                    cib.flatMap(known -> option(known.configuration(), "cluster-name"))
                            .orElse(""));
        }
    }

    /**
     * Takes a document over.
     *
     * @param source the file's name, for remarks
     * @param nodes the names of the node list; empty where none is known, and nodes are not compared
     */
    public static CibTakeover of(String source, String content, List<String> nodes) {
        var remarks = new Remarks(source);
        CibReading reading = CibXml.read(content);
        List<NodeName> names = nodes.isEmpty()
                ? Names.of(content).ofIds().values().stream().map(NodeName::new).toList()
                : nodes.stream().map(NodeName::new).toList();
        for (CibFault fault : ConfigurationCheck.faults(reading, names)) {
            remarks.fault(
                    fault.line(),
                    "<" + fault.element() + ">",
                    "found " + fault.found() + ", expected " + fault.expected() + "; " + fault.advice());
        }
        Optional<Cib> taken = reading.understood().map(cib -> {
            nodes(reading, cib.configuration(), nodes, remarks);
            options(reading, cib.configuration(), remarks);
            return taken(cib, remarks);
        });
        return new CibTakeover(taken, remarks.sorted());
    }

    private static void nodes(CibReading reading, Configuration configuration, List<String> list, Remarks remarks) {
        var known = new ArrayList<String>();
        for (ConfiguredNode node : configuration.nodes()) {
            String name = String.valueOf(node.uname());
            known.add(name);
            if (!isRemote(node) && !node.id().equals(name)) {
                remarks.add(
                        reading.lineOf(node.id()),
                        "<node id=\"" + node.id() + "\">",
                        Remark.Kind.DIFFERS,
                        "is " + name + "; the id is kept, and names are what counts");
            }
        }
        for (String name : list) {
            if (!known.contains(name)) {
                remarks.add(
                        0,
                        "<nodes>",
                        Remark.Kind.DIFFERS,
                        name + " is in the node list, not in the CIB: it gets an entry when it joins");
            }
        }
    }

    private static void options(CibReading reading, Configuration configuration, Remarks remarks) {
        configuration
                .crmConfig()
                .forEach(set -> set.pairs().forEach(pair -> {
                    String words = pair.name() == null ? null : OPTIONS.get(pair.name());
                    if (words != null) {
                        remarks.add(
                                reading.lineOf(String.valueOf(pair.id())),
                                pair.name() + "=" + pair.value(),
                                Remark.Kind.DIFFERS,
                                words);
                    }
                }));
    }

    private static Cib taken(Cib cib, Remarks remarks) {
        Cib newest = CibUpgrade.toNewest(cib);
        String before = cib.header().validateWith();
        if (!newest.header().validateWith().equals(before)) {
            remarks.add(
                    1,
                    "validate-with=\"" + before + "\"",
                    Remark.Kind.DIFFERS,
                    "old names have become the present ones: " + newest.header().validateWith());
        }
        if (!cib.status().equals(Status.empty())) {
            remarks.add(
                    0,
                    "<status>",
                    Remark.Kind.DIFFERS,
                    "is left out: every node asks its agents what runs, and adopts it; fail counts and transient attributes"
                            + " begin anew");
        }
        Configuration configuration = newest.configuration();
        if (option(configuration, "maintenance-mode").filter("true"::equals).isEmpty()) {
            remarks.add(
                    0,
                    PROPERTIES,
                    Remark.Kind.DIFFERS,
                    "maintenance-mode=true is set: nothing is started or stopped until you have looked at `systole status`;"
                            + " then `systole property set maintenance-mode=false`");
            EditResult edited = CibEdits.apply(configuration, new CibEdit.SetOption("maintenance-mode", "true"));
            configuration = edited instanceof EditResult.Edited done ? done.configuration() : configuration;
        }
        CibHeader header = newest.header();
        return new Cib(
                new CibHeader(
                        header.version(),
                        header.validateWith(),
                        header.crmFeatureSet(),
                        null,
                        null,
                        header.cibLastWritten(),
                        header.updateOrigin(),
                        header.updateClient(),
                        header.updateUser(),
                        null,
                        null,
                        null,
                        null),
                configuration,
                Status.empty());
    }

    private static Optional<String> option(Configuration configuration, String name) {
        return configuration.crmConfig().stream()
                .flatMap(set -> set.pairs().stream())
                .filter(pair -> name.equals(pair.name()))
                .map(pair -> String.valueOf(pair.value()))
                .findFirst();
    }

    private static boolean isRemote(ConfiguredNode node) {
        return "remote".equalsIgnoreCase(node.type());
    }
}
