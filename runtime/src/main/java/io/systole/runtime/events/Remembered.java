package io.systole.runtime.events;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last happenings of one run of a node. Changes of the state are not kept: a listener that comes is told the present one.
 *
 * @param run names the run; ids of other runs are not known
 * @param last the number of the newest
 * @param kept the newest, oldest first, {@link #KEPT_MAX} at most
 * @param forgotten the number of the newest that is kept no more; 0 while all are
 */
record Remembered(String run, long last, List<Entry> kept, long forgotten) {
    static final int KEPT_MAX = 500;

    record Entry(long number, Happening happening) {}

    Remembered {
        kept = List.copyOf(kept);
    }

    static Remembered nothing(String run) {
        return new Remembered(run, 0, List.of(), 0);
    }

    Remembered with(Happening happening) {
        if (happening == Happening.StateChanged.INSTANCE) {
            return new Remembered(run, last + 1, kept, forgotten);
        }
        boolean full = kept.size() >= KEPT_MAX;
        var all = new ArrayList<>(full ? kept.subList(1, kept.size()) : kept);
        all.add(new Entry(last + 1, happening));
        return new Remembered(run, last + 1, all, full ? kept.get(0).number() : forgotten);
    }

    /** The newest with its id. */
    Numbered newest(Happening happening) {
        return new Numbered(id(last), happening);
    }

    /**
     * What a listener is told first: what it missed, or that it is not known what, and that the state may be another.
     *
     * @param after the id of what it heard last; null for one that is new
     */
    List<Numbered> first(@Nullable String after) {
        var told = new ArrayList<Numbered>();
        if (after != null) {
            long heard = numberOf(after);
            if (heard < forgotten) {
                told.add(newest(Happening.Missed.INSTANCE));
            } else {
                kept.stream()
                        .filter(entry -> entry.number() > heard)
                        .forEach(entry -> told.add(new Numbered(id(entry.number()), entry.happening())));
            }
        }
        told.add(newest(Happening.StateChanged.INSTANCE));
        return told;
    }

    private String id(long number) {
        return run + "-" + number;
    }

    /** Below all numbers where it is of another run, or of none. */
    private long numberOf(String id) {
        String prefix = run + "-";
        String digits = id.startsWith(prefix) ? id.substring(prefix.length()) : "";
        long number = digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : -1;
        return number > last ? -1 : number;
    }
}
