package io.systole.actors.cib.core;

import io.systole.actors.cib.ChangeResult;
import io.systole.cib.Cib;
import io.systole.cib.CibHeader;
import io.systole.cib.CibVersion;
import io.systole.cib.Configuration;
import io.systole.cib.Status;
import io.systole.cib.TicketState;
import io.systole.cib.acl.AccessControl;
import io.systole.cib.edit.CibEdits;
import io.systole.cib.edit.CibPatch;
import io.systole.cib.edit.EditResult;
import io.systole.cib.edit.TicketEdit;
import io.systole.cib.edit.TicketEdits;
import io.systole.cib.edit.TreeChanges;
import io.systole.cib.tree.Element;
import io.systole.cib.tree.ElementXml;
import io.systole.cib.tree.TreeEdit;
import io.systole.cib.xml.CibFault;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Works out what a requested change makes of the configuration. */
final class ChangeRules {
    private static final DateTimeFormatter LAST_WRITTEN =
            DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy", Locale.ROOT).withZone(ZoneOffset.UTC);

    private ChangeRules() {}

    /** Either what is to be written, with its journal entry, or the answer without writing anything. */
    record Outcome(
            @Nullable StoredConfiguration toWrite,
            @Nullable JournalEntry toRemember,
            @Nullable ChangeResult result) {
        Optional<ChangeResult> decided() {
            return Optional.ofNullable(result);
        }

        StoredConfiguration written() {
            return Objects.requireNonNull(toWrite, "nothing is to be written");
        }

        JournalEntry entry() {
            return Objects.requireNonNull(toRemember, "nothing is to be written");
        }
    }

    static Outcome apply(CibState state, Request request) {
        Cib before = state.configuration().document();
        CibVersion version = before.header().version();
        if (request.change() instanceof ConfigurationChange.Ask) {
            return decided(
                    new ChangeResult.NotDone("no change by the request " + request.name() + " was written so far"));
        }
        if (request.change() instanceof ConfigurationChange.Edit edit) {
            EditResult result = CibEdits.apply(filled(state, before.configuration()), edit.edit());
            if (result instanceof EditResult.Refused refused) {
                return decided(new ChangeResult.Refused(refused.faults()));
            }
            Configuration changed = ((EditResult.Edited) result).configuration();
            return written(state, request, before.header(), changed, CibEdits.next(version));
        }
        if (request.change() instanceof ConfigurationChange.Ticket ticket) {
            return changedTickets(state, request, ticket.edit());
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

    private static Outcome changedTickets(CibState state, Request request, TicketEdit edit) {
        Cib before = state.configuration().document();
        TicketEdits.Result result = TicketEdits.apply(Tickets.of(state), edit, request.at());
        if (result instanceof TicketEdits.Result.Refused refused) {
            return decided(new ChangeResult.Refused(List.of(refused.fault())));
        }
        var next = new Wanted(
                before.header(),
                filled(state, before.configuration()),
                ((TicketEdits.Result.Changed) result).tickets(),
                CibEdits.next(before.header().version()));
        return written(state, request, next, false);
    }

    private static Outcome changedTree(CibState state, Request request, TreeEdit edit) {
        Cib before = state.configuration().document();
        Configuration filled = filled(state, before.configuration());
        boolean asStored =
                filled.equals(before.configuration()) && Tickets.stored(state).isEmpty();
        Element present = asStored
                ? state.configuration().element()
                : CibPatch.element(new Cib(before.header(), filled, Status.empty()));
        var access = AccessControl.of(before.configuration(), request.author().subject());
        EditResult result = TreeChanges.apply(present, edit, state.nodes(), access);
        if (result instanceof EditResult.Refused refused) {
            return decided(new ChangeResult.Refused(refused.faults()));
        }
        var edited = (EditResult.Edited) result;
        CibHeader header =
                edited.schema() == null ? before.header() : before.header().validatedWith(edited.schema());
        boolean always = edit.operation() == TreeEdit.Operation.BUMP;
        CibVersion next = CibEdits.next(before.header().version());
        return written(state, request, new Wanted(header, edited.configuration(), Tickets.of(state), next), always);
    }

    /** What a change comes to. */
    private record Wanted(
            CibHeader header, Configuration configuration, List<TicketState> tickets, CibVersion version) {
        Cib cib(CibHeader of) {
            return new Cib(of, configuration, new Status(List.of(), tickets));
        }

        boolean isSameAs(Cib stored) {
            return configuration.equals(stored.configuration())
                    && tickets.equals(stored.status().tickets())
                    && header.validateWith().equals(stored.header().validateWith());
        }
    }

    private static Configuration filled(CibState state, Configuration configuration) {
        return CibEdits.withNodes(configuration, state.nodes());
    }

    private static Outcome written(
            CibState state, Request request, CibHeader header, Configuration changed, CibVersion version) {
        return written(state, request, new Wanted(header, changed, Tickets.of(state), version), false);
    }

    private static Outcome written(CibState state, Request request, Wanted wanted, boolean always) {
        Cib old = state.configuration().document();
        CibVersion version = wanted.version();
        if (wanted.isSameAs(old) && !always) {
            return decided(new ChangeResult.Accepted(old.header().version()));
        }
        List<CibFault> denied =
                denied(state, request, wanted.cib(wanted.header().at(version)), always);
        if (!denied.isEmpty()) {
            return decided(new ChangeResult.Refused(denied));
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
                wanted.header().validateWith(),
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
        var next = new StoredConfiguration(state.writing().ownTerm(), wanted.cib(stamped));
        return new Outcome(next, entry(state, request, next), null);
    }

    private static JournalEntry entry(CibState state, Request request, StoredConfiguration next) {
        StoredConfiguration before = state.configuration();
        Element patch = CibPatch.withUndo(before.element(), next.element());
        var change = new PastChange(
                before.key(),
                next.key(),
                request.name(),
                request.id().node(),
                request.author(),
                request.reason(),
                request.at(),
                CibPatch.summary(patch));
        return new JournalEntry(change, ElementXml.write(patch), next.digest());
    }

    /** Judged here, so against the configuration that is changed, whatever other changes came between. */
    private static List<CibFault> denied(CibState state, Request request, Cib after, boolean always) {
        Cib old = state.configuration().document();
        var tickets = new Status(List.of(), Tickets.of(state));
        var before = new Cib(old.header(), filled(state, old.configuration()), tickets);
        CibVersion next = CibEdits.next(old.header().version());
        return AccessControl.of(old.configuration(), request.author().subject())
                .refusals(before, after, always || !after.header().version().equals(next));
    }

    private static @Nullable String lastWritten(Instant at) {
        return at.equals(Instant.EPOCH) ? null : LAST_WRITTEN.format(at);
    }

    private static Outcome decided(ChangeResult result) {
        return new Outcome(null, null, result);
    }
}
