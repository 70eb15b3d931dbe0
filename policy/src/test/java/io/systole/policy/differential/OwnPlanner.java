package io.systole.policy.differential;

import io.systole.cib.Cib;
import io.systole.cib.value.Numbers;
import io.systole.cib.xml.CibXml;
import io.systole.policy.graph.GraphXml;
import io.systole.policy.output.StatusWish;
import io.systole.policy.simulation.SimulateOptions;
import io.systole.policy.simulation.SimulateOptions.Extent;
import io.systole.policy.simulation.SimulateRun;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Systole's side of the comparison: a whole simulation of a situation. */
final class OwnPlanner {
    private static final String INJECT = "--op-inject";

    private OwnPlanner() {}

    static SimulateRun.Result run(Situation situation) {
        Cib cib = CibXml.read(situation.cib()).understood().orElseThrow();
        String date = cib.header().executionDate();
        Instant now = date == null ? Instant.now() : Instant.ofEpochSecond(Numbers.integerOr(date, 0));
        return SimulateRun.run(cib, now, Instant.now(), null, options(situation.pretended()));
    }

    /**
     * The situation with its injected failures written into the CIB, as both are then given it: the older reference writes
     * another fail count. Other injected results are left to both.
     */
    static Situation injected(Situation situation) {
        if (!situation.pretended().contains(INJECT)
                || CibXml.read(situation.cib()).understood().isEmpty()) {
            return situation;
        }
        List<String> results = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (int i = 0; i + 1 < situation.pretended().size(); i += 2) {
            List<String> pair = situation.pretended().subList(i, i + 2);
            (pair.get(0).equals(INJECT) && failed(pair.get(1)) ? results : others).addAll(pair);
        }
        SimulateRun.Result changed = run(situation.with(situation.cib(), results));
        return situation.with(CibXml.write(changed.planned()), others);
    }

    /** Whether it is counted: neither a success nor a probe that finds nothing. */
    private static boolean failed(String result) {
        return !result.endsWith("=0") && !(result.endsWith("=7") && result.contains("_0@"));
    }

    /** The CIB after the transition was played. */
    static String played(Situation situation) {
        return CibXml.write(run(situation).reached());
    }

    static Decided decide(Situation situation) {
        SimulateRun.Result result = run(situation);
        return Decided.of(String.join("\n", result.text()), GraphXml.write(result.graph(), 0));
    }

    private static SimulateOptions options(List<String> pretended) {
        List<String> quorum = values(pretended, "--quorum");
        List<String> watchdog = values(pretended, "--watchdog");
        var events = new SimulateOptions.Events(
                quorum.isEmpty() ? null : quorum.get(0),
                watchdog.isEmpty() ? null : watchdog.get(0),
                values(pretended, "--node-up"),
                values(pretended, "--node-down"),
                values(pretended, "--node-fail"),
                values(pretended, "--ticket-grant"),
                values(pretended, "--ticket-revoke"),
                values(pretended, "--ticket-standby"),
                values(pretended, "--ticket-activate"),
                values(pretended, INJECT));
        var show = new SimulateOptions.Show(
                false, true, false, false, false, false, new StatusWish(false, false, ZoneOffset.UTC));
        return new SimulateOptions(Extent.SIMULATE, show, events, values(pretended, "--op-fail"));
    }

    private static List<String> values(List<String> pretended, String option) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i + 1 < pretended.size(); i += 2) {
            if (pretended.get(i).equals(option)) {
                found.add(pretended.get(i + 1));
            }
        }
        return found;
    }
}
