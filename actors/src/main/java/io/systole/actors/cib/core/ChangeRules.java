package io.systole.actors.cib.core;

import io.systole.actors.cib.ChangeResult;
import io.systole.cib.Cib;
import io.systole.cib.CibHeader;
import io.systole.cib.CibVersion;
import io.systole.cib.Configuration;
import io.systole.cib.Status;
import io.systole.cib.edit.CibEdits;
import io.systole.cib.edit.EditResult;
import io.systole.cib.edit.TreeChanges;
import io.systole.cib.tree.TreeEdit;
import io.systole.cib.xml.CibFault;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Works out what a requested change makes of the configuration. */
final class ChangeRules {
    private static final DateTimeFormatter LAST_WRITTEN =
            DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy", Locale.ROOT).withZone(ZoneOffset.UTC);

    private ChangeRules() {}

    /** Either what is to be written, or the answer without writing anything. */
    record Outcome(
            @Nullable StoredConfiguration toWrite, @Nullable ChangeResult result) {
        Optional<ChangeResult> decided() {
            return Optional.ofNullable(result);
        }

        StoredConfiguration written() {
            if (toWrite == null) {
                throw new IllegalStateException("nothing is to be written");
            }
            return toWrite;
        }
    }

    static Outcome apply(CibState state, Request request) {
        Cib before = state.configuration().document();
        CibVersion version = before.header().version();
        if (request.change() instanceof ConfigurationChange.Edit edit) {
            EditResult result = CibEdits.apply(filled(state, before.configuration()), edit.edit());
            if (result instanceof EditResult.Refused refused) {
                return decided(new ChangeResult.Refused(refused.faults()));
            }
            Configuration changed = ((EditResult.Edited) result).configuration();
            return written(state, request, before.header(), changed, CibEdits.next(version));
        }
        if (request.change() instanceof ConfigurationChange.Tree tree) {
            return changedTree(state, request, tree.edit());
        }
        if (request.change() instanceof ConfigurationChange.Replace replace) {
            Cib document = replace.document();
            Configuration changed = filled(state, document.configuration());
            CibVersion next = CibEdits.afterReplace(version, document.header().version());
            return written(state, request, document.header(), changed, next);
        }
        Configuration changed = filled(state, before.configuration());
        return written(state, request, before.header(), changed, CibEdits.next(version));
    }

    private static Outcome changedTree(CibState state, Request request, TreeEdit edit) {
        Cib before = state.configuration().document();
        var present = new Cib(before.header(), filled(state, before.configuration()), Status.empty());
        EditResult result = TreeChanges.apply(present, edit, state.nodes());
        if (result instanceof EditResult.Refused refused) {
            return decided(new ChangeResult.Refused(refused.faults()));
        }
        Configuration changed = ((EditResult.Edited) result).configuration();
        boolean always = edit.operation() == TreeEdit.Operation.BUMP;
        CibVersion next = CibEdits.next(before.header().version());
        return written(state, request, before.header(), changed, next, always);
    }

    private static Configuration filled(CibState state, Configuration configuration) {
        return CibEdits.withNodes(configuration, state.nodes());
    }

    private static Outcome written(
            CibState state, Request request, CibHeader header, Configuration changed, CibVersion version) {
        return written(state, request, header, changed, version, false);
    }

    private static Outcome written(
            CibState state,
            Request request,
            CibHeader header,
            Configuration changed,
            CibVersion version,
            boolean always) {
        CibHeader old = state.configuration().document().header();
        boolean same = changed.equals(state.configuration().document().configuration())
                && header.validateWith().equals(old.validateWith());
        if (same && !always) {
            return decided(new ChangeResult.Accepted(old.version()));
        }
        if (version.adminEpoch() > ConfigurationKey.ADMIN_EPOCH_MAX || version.epoch() > ConfigurationKey.EPOCH_MAX) {
            return decided(new ChangeResult.Refused(List.of(new CibFault(
                    CibFault.Kind.VALUE,
                    1,
                    "cib",
                    "the version " + version,
                    "admin_epoch up to " + ConfigurationKey.ADMIN_EPOCH_MAX + " and epoch up to "
                            + ConfigurationKey.EPOCH_MAX,
                    "lower them in the document"))));
        }
        var stamped = new CibHeader(
                version,
                header.validateWith(),
                StoredConfiguration.FEATURE_SET,
                null,
                null,
                lastWritten(request.at()),
                request.id().node().value(),
                request.author().client(),
                request.author().user(),
                null,
                null,
                null,
                null);
        var document = new Cib(stamped, changed, Status.empty());
        return new Outcome(new StoredConfiguration(state.writing().ownTerm(), document), null);
    }

    private static @Nullable String lastWritten(Instant at) {
        return at.equals(Instant.EPOCH) ? null : LAST_WRITTEN.format(at);
    }

    private static Outcome decided(ChangeResult result) {
        return new Outcome(null, result);
    }
}
