package io.systole.runtime.doctor;

import io.systole.runtime.doctor.ClusterFacts.Fencing;
import io.systole.runtime.doctor.Finding.Area;
import java.util.ArrayList;
import java.util.List;

/** Judges what concerns the cluster as a whole: who answers, the configuration, fencing. */
final class ClusterChecks {
    private final ClusterFacts facts;
    private final List<Finding> findings = new ArrayList<>();

    private ClusterChecks(ClusterFacts facts) {
        this.facts = facts;
    }

    static List<Finding> of(ClusterFacts facts) {
        var checks = new ClusterChecks(facts);
        checks.nodes();
        checks.configuration();
        checks.fencing();
        return checks.findings;
    }

    private void nodes() {
        if (!facts.running()) {
            findings.add(Finding.bad(
                    Area.NODES,
                    facts.asked(),
                    "its node does not run: only this host was looked at",
                    "a node that runs",
                    "`systemctl start systole`, or `systole node`; then ask again for the whole cluster"));
            return;
        }
        facts.silent()
                .forEach((node, why) -> findings.add(Finding.bad(
                        Area.NODES,
                        node,
                        "says nothing (" + why + ")",
                        "an answer",
                        "`systole status` tells its state; on its host: is the node running, and what does"
                                + " `systole doctor` say there?")));
        facts.attention()
                .forEach(words -> findings.add(Finding.bad(
                        Area.NODES, "", words, "nothing that needs attention", "`systole status` tells more")));
        facts.hosts().forEach(host -> findings.add(Finding.ok(Area.NODES, host.node(), "answers")));
    }

    private void configuration() {
        for (ClusterFacts.Remark remark : facts.configuration()) {
            findings.add(
                    remark.error()
                            ? Finding.bad(
                                    Area.CONFIGURATION,
                                    "",
                                    remark.text(),
                                    "a configuration without faults",
                                    "`systole verify -L -V` tells the line; mend it with `systole configure`")
                            : Finding.warning(
                                    Area.CONFIGURATION,
                                    "",
                                    remark.text(),
                                    "a configuration without faults",
                                    "`systole verify -L -V` tells the line"));
        }
        if (facts.running() && facts.configuration().isEmpty()) {
            findings.add(Finding.ok(Area.CONFIGURATION, "", "the verification has nothing to say"));
        }
    }

    private void fencing() {
        Fencing fencing = facts.fencing();
        if (fencing == null) {
            return;
        }
        if (!fencing.enabled()) {
            findings.add(Finding.warning(
                    Area.FENCING,
                    "",
                    "is off (fencing-enabled=false)",
                    "on, wherever resources share data",
                    "configure a device for each node, then `systole property set fencing-enabled true`; until then a"
                            + " lost node may go on writing to what is taken over from it"));
            return;
        }
        for (Fencing.Failure failure : fencing.failures()) {
            findings.add(Finding.warning(
                    Area.FENCING,
                    failure.node(),
                    "its last fencing, at " + failure.at() + ", failed: " + failure.why(),
                    "a fencing that works when it is needed: a check asks devices, and turns nothing off",
                    "mend what it says, then try it while nothing depends on that node (`systole node fence "
                            + failure.node() + "`); this stands here until one succeeds"));
        }
        for (Fencing.Target target : fencing.targets()) {
            String missing = target.missing().isEmpty() ? "" : ": " + String.join("; ", target.missing());
            switch (target.fenceable()) {
                case "yes" ->
                    findings.add(
                            missing.isEmpty()
                                    ? Finding.ok(Area.FENCING, target.node(), "can be fenced")
                                    : Finding.warning(
                                            Area.FENCING,
                                            target.node(),
                                            "can be fenced, but not in every way" + missing,
                                            "every device works",
                                            "`systole fence check` tells which fails from where"));
                case "no" ->
                    findings.add(Finding.bad(
                            Area.FENCING,
                            target.node(),
                            "CANNOT BE FENCED" + missing,
                            "a device that works",
                            "`systole fence check` tells why; if this node is lost now, nothing that it ran is taken"
                                    + " over"));
                default ->
                    findings.add(Finding.warning(
                            Area.FENCING,
                            target.node(),
                            "its devices were not checked yet" + missing,
                            "a check",
                            "`systole fence check --now`, then ask again"));
            }
        }
    }
}
