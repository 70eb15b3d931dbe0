package io.systole.runtime.http;

import io.systole.cib.edit.TicketEdit;
import io.systole.runtime.status.TicketView;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What the HTTP interface asks about the tickets of the site. No stage fails for a reason of the cluster's. */
public interface TicketDoor {
    /** The tickets that the user may see, by name. */
    CompletionStage<List<TicketView>> list();

    /** Has a ticket changed, if the user may write its state. */
    CompletionStage<Outcome> change(TicketEdit edit);
}
