package io.systole.runtime.status;

import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.value.Truth;
import io.systole.fencing.config.FencingConfigurationReader;
import io.systole.fencing.core.FencingCover;
import io.systole.policy.rule.PropertyReader;
import io.systole.policy.rule.Recheck;
import io.systole.policy.rule.References;
import io.systole.policy.rule.RuleContext;
import io.systole.policy.rule.Rules;
import io.systole.runtime.status.Concern.Kind;
import io.systole.splitbrain.core.Standing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Says in words what keeps the cluster from doing its work, or would when a node is lost, and what to do about it: what
 * an operator has to know before the list of resources makes sense.
 */
final class Attention {
    private final Cib cib;
    private final StatusFacts facts;
    private final SortedMap<String, String> options;
    private final List<Concern> concerns = new ArrayList<>();

    private Attention(Cib cib, StatusFacts facts) {
        this.cib = cib;
        this.facts = facts;
        var references = new References(cib.configuration());
        var rules = new Rules(references, new Recheck(facts.at()));
        options = new PropertyReader(references, rules).read(cib.configuration().crmConfig(), RuleContext.timeOnly());
    }

    /** The most pressing first; empty when all is well. */
    static List<Concern> of(Cib cib, StatusFacts facts) {
        var attention = new Attention(cib, facts);
        attention.quorum();
        attention.lostNodes();
        facts.nodeSteps().forEach((node, line) -> attention.add(Kind.NODE_STEP, node, "", line));
        facts.wire().forEach(line -> attention.concerns.add(Concern.of(Kind.OTHER, line)));
        attention.fencing();
        attention.restraints();
        attention.tickets();
        return attention.concerns;
    }

    private void add(Kind kind, String of, String detail, String text) {
        concerns.add(Concern.of(kind, of, detail, text));
    }

    private void quorum() {
        if (!facts.quorate()) {
            var policy = options.getOrDefault("no-quorum-policy", "stop");
            add(
                    Kind.NO_QUORUM,
                    "",
                    policy,
                    "no quorum: no-quorum-policy=" + policy
                            + " holds, and nothing is fenced or taken over from here; bring nodes back");
        }
    }

    private void lostNodes() {
        facts.standings().forEach((name, standing) -> {
            if (standing == Standing.LOST) {
                add(
                        Kind.NODE_LOST,
                        name,
                        "",
                        "node " + name + " is lost and not yet proven dead: what it ran is not started elsewhere until"
                                + " its fencing succeeds");
            }
        });
    }

    /** Without a device nothing is started at all, as in Pacemaker: what runs could not be taken over safely. */
    private void fencing() {
        if (cib.configuration().resources().isEmpty()) {
            return;
        }
        if (!isOn("fencing-enabled", "stonith-enabled", true)) {
            add(
                    Kind.FENCING_DISABLED,
                    "",
                    "",
                    "fencing is disabled (stonith-enabled=false): what a lost node runs is started elsewhere without"
                            + " proof that the node is dead; shared data can be damaged");
            return;
        }
        var configuration = FencingConfigurationReader.read(cib, facts.at());
        if (configuration.devices().isEmpty()) {
            boolean watchdog = isOn("have-watchdog", "have-watchdog", false);
            add(
                    watchdog ? Kind.NO_WATCHDOG_TIMEOUT : Kind.NO_DEVICE,
                    "",
                    "",
                    watchdog
                            ? "no node can be fenced: have-watchdog is on and there is no other fence device, but"
                                    + " fencing-watchdog-timeout is not set, or no node runs with a watchdog"
                                    + " (systole.sbd.watchdog); what a lost node ran is not taken over"
                            : "no fence device is configured or enabled: no resource is started; configure one for every"
                                    + " node (class stonith), or set stonith-enabled=false where no data is at stake");
            return;
        }
        FencingCover.gaps(configuration, nodes())
                .forEach((node, why) -> add(
                        Kind.UNCOVERED,
                        node.value(),
                        why,
                        "NO FENCE DEVICE COULD FENCE node " + node + " (" + why
                                + "): when it is lost, nothing of it is taken over; add it to pcmk_host_list or pcmk_host_map of"
                                + " a device"));
    }

    private void restraints() {
        if (isOn("maintenance-mode", "maintenance-mode", false)) {
            add(Kind.MAINTENANCE_MODE, "", "", "maintenance-mode is on: nothing is started, stopped or watched");
        }
        if (isOn("stop-all-resources", "stop-all-resources", false)) {
            add(Kind.STOP_ALL, "", "", "stop-all-resources is on: no resource but fence devices is started");
        }
    }

    /** After all nodes were down that is so by itself, and nothing else says why nothing starts (ADR 0028). */
    private void tickets() {
        TicketReading.of(cib).stream()
                .filter(ticket ->
                        ticket.granted() && ticket.standby() && !ticket.needs().isEmpty())
                .forEach(ticket -> add(
                        Kind.TICKET_STANDBY,
                        ticket.id(),
                        "",
                        "ticket " + ticket.id() + " is granted and on standby: what needs it does"
                                + " not run; `systole ticket activate " + ticket.id()
                                + "` lets it, once it is sure that no"
                                + " other site has it"));
    }

    private Collection<NodeName> nodes() {
        var names = new TreeSet<NodeName>();
        facts.standings().keySet().forEach(name -> names.add(new NodeName(name)));
        cib.configuration().nodes().forEach(node -> {
            if (node.uname() != null) {
                names.add(node.uname());
            }
        });
        return names;
    }

    private boolean isOn(String name, String oldName, boolean otherwise) {
        var text = options.getOrDefault(name, options.get(oldName));
        return text == null ? otherwise : Truth.parse(text).orElse(otherwise);
    }
}
