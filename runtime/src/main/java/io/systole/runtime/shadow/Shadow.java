package io.systole.runtime.shadow;

import io.systole.cib.Cib;
import io.systole.cib.CibHeader;
import io.systole.cib.CibVersion;
import io.systole.cib.Configuration;
import io.systole.cib.ConfiguredNode;
import io.systole.cib.NodeName;
import io.systole.cib.Status;
import io.systole.cib.acl.AccessControl;
import io.systole.cib.acl.Subject;
import io.systole.cib.check.ConfigurationCheck;
import io.systole.cib.edit.CibEdits;
import io.systole.cib.edit.CibPatch;
import io.systole.cib.edit.EditResult;
import io.systole.cib.edit.TreeChanges;
import io.systole.cib.tree.TreeEdit;
import io.systole.cib.xml.CibFault;
import io.systole.cib.xml.CibXml;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A copy of the configuration. Each change is read and checked as the cluster would do it.
 *
 * @param base the CIB that it was made from
 * @param copy what became of it; the status is that of the base
 */
public record Shadow(Cib base, Cib copy) {
    /** What came of a change: the shadow after it, or what is wrong with it. */
    public record Changed(@Nullable Shadow shadow, List<CibFault> faults) {
        public Changed {
            faults = List.copyOf(faults);
        }
    }

    public static Shadow of(Cib live) {
        return new Shadow(live, live);
    }

    /** One without resources, made from nothing: it is put over what a cluster has, unless that has nothing either. */
    public static Shadow empty(String schema, String featureSet) {
        var header = new CibHeader(
                new CibVersion(0, 0, 0),
                schema,
                featureSet,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        return of(new Cib(header, Configuration.empty(), Status.empty()));
    }

    /** Whether the configuration of the cluster is still the one that this was made from, by version and content. */
    public boolean isBasedOn(Cib live) {
        CibVersion now = live.header().version();
        CibVersion then = base.header().version();
        return now.adminEpoch() == then.adminEpoch()
                && now.epoch() == then.epoch()
                && Objects.equals(live.header().validateWith(), base.header().validateWith())
                && live.configuration().equals(base.configuration());
    }

    /** Whether it was made from nothing. */
    public boolean isFromNothing() {
        return base.header().version().equals(new CibVersion(0, 0, 0))
                && base.configuration().equals(Configuration.empty());
    }

    /**
     * Whether nothing of the cluster's configuration would be lost that is not known here: it is the one that this was
     * made from, or this was made from nothing and the cluster has nothing but its nodes, as it entered them itself.
     */
    public boolean mayReplace(Cib live) {
        boolean hasNothing = live.configuration().equals(CibEdits.withNodes(Configuration.empty(), nodes(live)));
        return isBasedOn(live) || (isFromNothing() && hasNothing);
    }

    /** What the cluster would have with this: where it was made from nothing, with the nodes that the cluster has. */
    public Cib over(Cib live) {
        return isFromNothing()
                ? new Cib(copy.header(), CibEdits.withNodes(copy.configuration(), nodes(live)), copy.status())
                : copy;
    }

    /** Changes the copy by its elements. */
    public Changed with(TreeEdit edit) {
        var access = AccessControl.of(copy.configuration(), Subject.superuser("root"));
        EditResult result = TreeChanges.apply(CibPatch.element(copy), edit, nodes(copy), access);
        if (result instanceof EditResult.Refused refused) {
            return new Changed(null, refused.faults());
        }
        var edited = (EditResult.Edited) result;
        String schema = edited.schema() == null ? copy.header().validateWith() : edited.schema();
        return with(edited.configuration(), schema, CibEdits.next(copy.header().version()));
    }

    /** Replaces the copy by the configuration of a document. */
    public Changed with(String document) {
        var reading = CibXml.read(document);
        Cib cib = reading.cib();
        List<CibFault> faults = ConfigurationCheck.faults(reading, cib == null ? List.of() : nodes(cib));
        if (cib == null || !faults.isEmpty()) {
            return new Changed(null, faults);
        }
        var next = CibEdits.afterReplace(copy.header().version(), cib.header().version());
        return with(cib.configuration(), cib.header().validateWith(), next);
    }

    /** The copy with another configuration. */
    public Changed with(Configuration configuration, String schema, CibVersion version) {
        var header = copy.header().validatedWith(schema);
        boolean same = configuration.equals(copy.configuration()) && header.equals(copy.header());
        var next = same ? copy : new Cib(header.at(version), configuration, copy.status());
        return new Changed(new Shadow(base, next), List.of());
    }

    private static List<NodeName> nodes(Cib cib) {
        return cib.configuration().nodes().stream()
                .map(ConfiguredNode::uname)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }
}
