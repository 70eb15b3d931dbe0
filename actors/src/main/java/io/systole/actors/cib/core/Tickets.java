package io.systole.actors.cib.core;

import io.systole.actors.cib.Author;
import io.systole.cib.TicketState;
import io.systole.cib.edit.TicketEdits;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Decides what the tickets of a configuration are worth. They are on the disks like the configuration, so that a grant is
 * never lost. But while all nodes of a site were down, their tickets may have been granted to another site, which nobody
 * could tell this one; so a cluster that was formed anew has them on standby until somebody activates them (ADR 0028).
 *
 * <p>At its start a node does not take them to count. It does when it is in step with a member for which they do, and as a
 * writer when it has written a configuration: the first change of a writer for which they do not count yet puts them on
 * standby, whatever else it does, and it does not wait long for another reason to write. A whole configuration of a peer brings the word of that peer.
 */
final class Tickets {
    /** Why they are put on standby, for the history. */
    static final String REASON = "all nodes were down: granted tickets wait on standby for `systole ticket activate`";

    private Tickets() {}

    /** The tickets as they count, and as a change of the configuration finds them. */
    static List<TicketState> of(CibState state) {
        List<TicketState> stored = stored(state);
        return state.held().ticketsLive() ? stored : TicketEdits.afterRestart(stored);
    }

    static List<TicketState> stored(CibState state) {
        return state.configuration().document().status().tickets();
    }

    /** Whether tickets that were granted are to be put on standby. */
    static boolean wait(CibState state) {
        return !of(state).equals(stored(state));
    }

    /** A writer that could not put them on standby, or took over what a peer has on its disk since, does it now. */
    static void retry(Turn turn) {
        CibState state = turn.state();
        Writing writing = state.writing();
        boolean idle = writing.running() == null && writing.queue().isEmpty();
        if (writing.isWriter() && idle && state.quorate() && !state.held().ticketsLive()) {
            String name =
                    "tickets-" + writing.ownTerm() + "-" + state.held().key().clock();
            WritingRules.onRequest(
                    turn,
                    new Request(
                            new RequestId(state.self(), 0),
                            name,
                            new ConfigurationChange.FillNodes(),
                            new Author("systole", "tickets"),
                            REASON,
                            Instant.EPOCH));
        }
    }

    /** Tells the operator whose tickets are put on standby by what this node has just written. */
    static void reportWaiting(Turn turn) {
        CibState state = turn.state();
        if (wait(state)) {
            List<TicketState> now = of(state);
            String names = now.stream()
                    .filter(ticket -> !stored(state).contains(ticket))
                    .map(TicketState::id)
                    .collect(Collectors.joining(", "));
            turn.effect(new CibEffect.Report(CibEffect.Subject.TICKETS_WAIT, names));
        }
    }

    /** From now on they count as they stand in the configuration that this node has. */
    static void takeUp(Turn turn) {
        if (!turn.state().held().ticketsLive()) {
            turn.held(h -> h.withTicketsLive(true));
            turn.changed();
        }
    }
}
