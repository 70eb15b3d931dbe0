package io.systole.runtime.node;

import io.systole.cib.Cib;
import io.systole.cib.acl.UserSight;
import io.systole.cib.edit.TicketEdit;
import io.systole.runtime.http.Outcome;
import io.systole.runtime.http.TicketDoor;
import io.systole.runtime.status.TicketReading;
import io.systole.runtime.status.TicketView;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Tickets for one user: changed by the CIB's writer, which judges what the user may write. */
final class TicketDesk implements TicketDoor {
    private final Supplier<CompletionStage<UserSight>> sight;
    private final BiFunction<TicketEdit, String, CompletionStage<Outcome>> changing;

    /** The changing takes what is to be said when it is done. */
    TicketDesk(
            Supplier<CompletionStage<UserSight>> sight,
            BiFunction<TicketEdit, String, CompletionStage<Outcome>> changing) {
        this.sight = sight;
        this.changing = changing;
    }

    @Override
    public CompletionStage<List<TicketView>> list() {
        return sight.get().thenApply(seen -> TicketReading.of(seen.cib()));
    }

    @Override
    public CompletionStage<Outcome> change(TicketEdit edit) {
        return sight.get().thenCompose(seen -> changing.apply(edit, done(edit, seen.cib())));
    }

    /** A name that nothing needs may be a slip of the pen. */
    private static String done(TicketEdit edit, Cib cib) {
        boolean needed = TicketReading.of(cib).stream()
                .anyMatch(ticket ->
                        ticket.id().equals(edit.ticket()) && !ticket.needs().isEmpty());
        return words(edit) + (needed ? "" : "; no constraint names this ticket");
    }

    private static String words(TicketEdit edit) {
        String ticket = "ticket " + edit.ticket();
        return switch (edit.kind()) {
            case GRANT -> ticket + " is granted to this site";
            case REVOKE -> ticket + " is revoked from this site";
            case STANDBY -> ticket + " is on standby: what needs it is stopped or demoted in order";
            case ACTIVATE -> ticket + " is active: if it is granted, what needs it may run";
            case SET_ATTRIBUTE -> "attribute " + edit.name() + " of " + ticket + " is " + edit.value();
            case DELETE_ATTRIBUTE -> "attribute " + edit.name() + " of " + ticket + " is gone";
            case CLEANUP -> ticket + " is forgotten";
        };
    }
}
