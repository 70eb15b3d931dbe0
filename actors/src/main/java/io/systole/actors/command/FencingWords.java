package io.systole.actors.command;

import io.systole.actors.command.core.Exit;
import io.systole.actors.command.core.Reply.Fencing;
import io.systole.actors.command.core.Reply.Outcome;
import io.systole.actors.fencer.Fencer;
import io.systole.actors.fencer.FencingHistory;
import io.systole.actors.fencer.FencingOutcome;
import io.systole.actors.fencer.FencingRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Fencings as commands have them. */
final class FencingWords {
    private FencingWords() {}

    static Outcome outcome(FencingOutcome outcome) {
        return outcome instanceof FencingOutcome.Failed failed
                ? new Outcome.Failed(Exit.ERROR, failed.why())
                : new Outcome.Done(List.of());
    }

    static Outcome outcome(Fencer.ConfirmationOutcome outcome) {
        return outcome.refused().isEmpty()
                ? new Outcome.Done(List.of())
                : new Outcome.Failed(Exit.ERROR, outcome.refused());
    }

    static List<Fencing> all(FencingHistory history) {
        var all = new ArrayList<Fencing>();
        history.ended().forEach(ended -> all.add(fencing(ended)));
        history.underway()
                .forEach(each -> all.add(new Fencing(
                        each.target(),
                        word(each.action().name()),
                        each.requestedBy(),
                        "",
                        Fencing.State.PENDING,
                        each.since())));
        return all;
    }

    private static Fencing fencing(FencingRecord ended) {
        boolean done = ended.outcome() instanceof FencingOutcome.Fenced;
        String delegate = ended.outcome() instanceof FencingOutcome.Fenced fenced
                ? fenced.executor().value()
                : "";
        return new Fencing(
                ended.target(),
                word(ended.action().name()),
                ended.requestedBy(),
                delegate,
                done ? Fencing.State.SUCCESS : Fencing.State.FAILED,
                ended.at());
    }

    private static String word(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
