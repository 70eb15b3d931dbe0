package io.systole.policy.explain;

import io.systole.policy.explain.ConstraintAccount.State;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** Shows what is said of a constraint as lines of text; what counts and is not contradicted has one line. */
public final class ConstraintText {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private ConstraintText() {}

    /** The lines of one; moments are in this zone. */
    public static List<String> lines(ConstraintAccount account, Instant now, ZoneId zone) {
        var lines = new ArrayList<String>();
        String score = account.score().isEmpty() ? "" : " (" + account.score() + ")";
        lines.add(account.keyword() + " " + account.id() + ": " + account.says() + score);
        String why = account.why();
        Instant until = account.until();
        if (account.state() != State.IN_FORCE || !why.isEmpty() || until != null) {
            String joint = account.state() == State.IN_FORCE && why.startsWith("on ") ? " " : why.isEmpty() ? "" : ": ";
            String end = until == null
                    ? ""
                    : (account.state() == State.IN_FORCE ? "; until " : "; looked at again at ")
                            + moment(until, now, zone);
            lines.add("    " + account.state().words() + joint + why + end);
        }
        account.contradictions().forEach(contradiction -> lines.add("    CONTRADICTION: " + contradiction));
        return lines;
    }

    private static String moment(Instant at, Instant now, ZoneId zone) {
        return MOMENT.format(at.atZone(zone)) + ", in " + span(Duration.between(now, at));
    }

    /** In the two largest units that are not 0. */
    private static String span(Duration left) {
        if (left.toDays() > 0) {
            return left.toDays() + " d " + left.toHoursPart() + " h";
        }
        if (left.toHours() > 0) {
            return left.toHours() + " h " + left.toMinutesPart() + " min";
        }
        return left.toMinutes() > 0
                ? left.toMinutes() + " min " + left.toSecondsPart() + " s"
                : left.toSeconds() + " s";
    }
}
