package io.systole.runtime.change;

import io.systole.cib.Cib;
import io.systole.cib.Status;
import io.systole.cib.edit.CibPatch;
import io.systole.cib.tree.ElementXml;
import io.systole.cib.tree.PatchText;
import io.systole.cib.upgrade.CibUpgrade;
import io.systole.policy.forecast.Deed;
import io.systole.policy.forecast.Forecast;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A configuration that is to take the place of the live one. What is sent is a patch of the live version, so that the
 * writer refuses it where the configuration is another by then.
 *
 * @param live the CIB of the cluster, status included
 * @param wanted the same with the other configuration
 */
public record Proposal(Cib live, Cib wanted) {
    /** A proposal to take the configuration of a document, and the schema that it conforms to. */
    public static Proposal of(Cib live, Cib document) {
        var header = live.header().validatedWith(document.header().validateWith());
        return new Proposal(live, new Cib(header, document.configuration(), live.status()));
    }

    private static Cib stored(Cib cib) {
        return new Cib(cib.header(), cib.configuration(), Status.empty());
    }

    /** Whether it is what the cluster has. */
    public boolean isSame() {
        return stored(live).equals(stored(wanted));
    }

    public String patch() {
        return ElementXml.write(CibPatch.between(stored(live), stored(wanted)));
    }

    /** What would be another, in lines. */
    public List<String> difference() {
        return PatchText.lines(
                CibPatch.between(stored(live), stored(wanted)),
                Optional.of(CibPatch.between(stored(wanted), stored(live))));
    }

    /** What the cluster would do at once: starts, stops, moves, fencing. */
    public List<Deed> consequence(Instant now) {
        return Forecast.of(CibUpgrade.toNewest(wanted), now);
    }
}
