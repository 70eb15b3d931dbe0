package io.systole.actors.command.core;

import io.systole.actors.command.core.Options.BadUsage;
import io.systole.actors.command.core.Reply.Said;
import io.systole.cib.Cib;
import io.systole.cib.value.Truth;
import io.systole.policy.Planner;
import io.systole.policy.model.NodeKind;
import io.systole.policy.model.PlanNode;
import io.systole.policy.model.WorkingState;
import io.systole.policy.output.ReportElement;
import io.systole.policy.output.ReportXml;
import io.systole.policy.output.StatusReport;
import io.systole.policy.output.StatusText;
import io.systole.policy.output.StatusWish;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code crm_mon}: the state of nodes and resources, once, as text or as XML. */
final class CrmMon {
    private static final Options.Known OPTIONS = new Options.Known()
            .flag("1", "one-shot")
            .flag("X", "as-xml")
            .flag("s", "simple-status")
            .flag("r", "inactive")
            .flag("A", "show-node-attributes")
            .flag("f", "failcounts")
            .flag("t", "timing-details")
            .flag("o", "operations")
            .flag("n", "group-by-node")
            .flag("R", "show-detail")
            .flag("b", "brief")
            .flag("c", "tickets")
            .flag("j", "pending")
            .flag("N", "disable-ncurses")
            .flag("V", "verbose")
            .flag("q", "Q", "quiet")
            .flag("d", "daemonize")
            .flag("text-fancy")
            .value("m", "fence-history")
            .value("L", "neg-locations")
            .value("i", "interval")
            .value("p", "pid-file")
            .value("h", "as-html")
            .value("w", "web-cgi")
            .value("x", "xml-file")
            .value("node")
            .value("resource")
            .value("include")
            .value("exclude")
            .value("output-as")
            .value("output-to");

    /** What crm_mon's own tree said before there was one for all commands. */
    private static final String OWN_VERSION = "2.1.5";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH);

    private final Call call;
    private final Options options;
    private final Cib cib;
    private final WorkingState state;
    private final ZoneId zone;

    private CrmMon(Call call, Options options, Cib cib, ZoneId zone) {
        this.call = call;
        this.options = options;
        this.cib = cib;
        this.zone = zone;
        this.state = Planner.read(cib, call.at());
    }

    static Reply run(Call call, Cib cib) throws BadUsage {
        Options options = OPTIONS.read(call.arguments());
        if (options.has("daemonize") || options.has("as-html") || options.has("web-cgi") || isHtml(options)) {
            return Said.failed(
                    Exit.UNIMPLEMENTED,
                    "crm_mon: only one look, as text or XML, is to be had here; the node's web address has the rest");
        }
        var mon = new CrmMon(call, options, cib, call.zone());
        if (options.has("simple-status")) {
            return mon.simple();
        }
        return FieldText.isXml(options) || options.has("as-xml") ? mon.xml() : mon.text();
    }

    private static boolean isHtml(Options options) {
        return "html".equals(options.value("output-as"));
    }

    private @Nullable PlanNode dc() {
        return state.nodes.stream().filter(node -> node.isDc).findFirst().orElse(null);
    }

    private boolean quorate() {
        return Truth.isTrue(cib.header().haveQuorum());
    }

    private int configured() {
        return (int) state.nodes.stream()
                .filter(node -> node.kind() == NodeKind.CLUSTER || node.kind() == NodeKind.REMOTE)
                .count();
    }

    /** For monitoring systems: one line, and a code of theirs. */
    private Reply simple() {
        List<String> offline = new ArrayList<>();
        int online = 0;
        for (PlanNode node : state.nodes) {
            if (node.unclean || (!node.online && !node.standby)) {
                offline.add("offline node: " + node.name);
            } else {
                online++;
            }
        }
        if (dc() == null) {
            return new Said(1, "CLUSTER WARN: No DC\n", "", null);
        }
        if (!offline.isEmpty()) {
            return new Said(1, "CLUSTER WARN: " + String.join(", ", offline) + "\n", "", null);
        }
        return Said.of("CLUSTER OK: " + online + " node" + plural(online) + " online, " + instances()
                + " resource instance" + plural(instances()) + " configured\n");
    }

    private int instances() {
        return StatusText.instances(state);
    }

    private static String plural(int count) {
        return count == 1 ? "" : "s";
    }

    private String time(@Nullable ZonedDateTime at) {
        return at == null ? "" : TIME.format(at);
    }

    private Reply text() {
        var lines = new ArrayList<>(summary());
        lines.add("");
        boolean all = options.has("inactive");
        var wish = new StatusWish(options.has("show-node-attributes"), options.has("failcounts"), zone);
        List<String> status = new ArrayList<>();
        StatusText.of(state, true, wish)
                .forEach(line -> status.add(line.startsWith("  * ") ? line.substring(4) : outdented(line)));
        lines.addAll(all ? status : ActiveLines.of(status));
        return new Said(Exit.OK, String.join("\n", lines) + "\n", "", FieldText.destination(options));
    }

    private static String outdented(String line) {
        return line.startsWith("  ") ? line.substring(2) : line;
    }

    private List<String> summary() {
        PlanNode dc = dc();
        String quorum = quorate() ? "partition with quorum" : "partition WITHOUT quorum";
        String changed = cib.header().cibLastWritten();
        return List.of(
                "Cluster Summary:",
                "  * Stack: unknown",
                dc == null ? "  * Current DC: NONE" : "  * Current DC: " + dc.name + " (version unknown) - " + quorum,
                "  * Last updated: " + time(call.at().atZone(zone)),
                "  * Last change:  " + (changed == null ? "" : changed) + by(),
                "  * " + configured() + " node" + plural(configured()) + " configured",
                "  * " + instances() + " resource instance" + plural(instances()) + " configured");
    }

    private String by() {
        var header = cib.header();
        return (header.updateUser() == null ? "" : " by " + header.updateUser())
                + (header.updateClient() == null ? "" : " via " + header.updateClient())
                + (header.updateOrigin() == null ? "" : " on " + header.updateOrigin());
    }

    private Reply xml() {
        ReportElement status = StatusReport.of("status", state, true, new StatusWish(true, true, zone));
        var parts = new ArrayList<ReportElement>();
        parts.add(summaryElement());
        parts.addAll(status.children());
        String text = FieldText.isXml(options)
                ? FieldText.tree(call, parts, Exit.OK, List.of())
                : ReportXml.write(ReportElement.section("crm_mon", parts).with("version", OWN_VERSION));
        return new Said(Exit.OK, text, "", FieldText.destination(options));
    }

    private ReportElement summaryElement() {
        PlanNode dc = dc();
        var header = cib.header();
        var parts = new ArrayList<ReportElement>();
        parts.add(ReportElement.leaf("stack").with("type", "unknown"));
        parts.add(
                dc == null
                        ? ReportElement.leaf("current_dc").with("present", false)
                        : ReportElement.leaf("current_dc")
                                .with("present", true)
                                .with("version", "")
                                .with("name", dc.name)
                                .with("id", dc.id)
                                .with("with_quorum", quorate())
                                .with("mixed_version", false));
        parts.add(ReportElement.leaf("last_update").with("time", time(call.at().atZone(zone))));
        parts.add(ReportElement.leaf("last_change")
                .with("time", orEmpty(header.cibLastWritten()))
                .with("user", orEmpty(header.updateUser()))
                .with("client", orEmpty(header.updateClient()))
                .with("origin", orEmpty(header.updateOrigin())));
        parts.add(ReportElement.leaf("nodes_configured").with("number", configured()));
        parts.add(ReportElement.leaf("resources_configured").with("number", instances()));
        parts.add(ReportElement.leaf("cluster_options")
                .with("stonith-enabled", state.options.fencingEnabled())
                .with("symmetric-cluster", state.options.symmetric())
                .with("no-quorum-policy", option("no-quorum-policy", "stop"))
                .with("maintenance-mode", state.options.maintenanceMode())
                .with("stop-all-resources", state.options.stopAll()));
        return ReportElement.section("summary", parts);
    }

    private String option(String name, String otherwise) {
        return state.options.values().getOrDefault(name, otherwise);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
