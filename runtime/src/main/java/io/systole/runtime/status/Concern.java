package io.systole.runtime.status;

import java.util.Locale;

/**
 * Something that keeps the cluster from doing its work, or would when a node is lost.
 *
 * @param kind what it is, for programs: the name of one of {@link Kind} in lower case with hyphens
 * @param of the node or ticket that it is about; empty where it is about the cluster
 * @param detail what the words name besides; empty where nothing
 * @param severe whether work stands still, or data is at risk, at once or when a node is lost
 * @param text all of it in words, with what to do
 */
public record Concern(String kind, String of, String detail, boolean severe, String text) {
    /** The kinds; what has no kind of its own is {@code OTHER}. */
    enum Kind {
        NO_QUORUM(true),
        NODE_LOST(true),
        NODE_STEP(false),
        FENCING_DISABLED(true),
        NO_WATCHDOG_TIMEOUT(true),
        NO_DEVICE(true),
        UNCOVERED(true),
        MAINTENANCE_MODE(false),
        STOP_ALL(false),
        TICKET_STANDBY(false),
        HIDDEN(false),
        OTHER(false);

        private final boolean severe;

        Kind(boolean severe) {
            this.severe = severe;
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static Concern of(Kind kind, String of, String detail, String text) {
        return new Concern(kind.word(), of, detail, kind.severe, text);
    }

    static Concern of(Kind kind, String text) {
        return of(kind, "", "", text);
    }

    /** That the user does not see all, so that nothing can be said. */
    public static Concern hidden(String text) {
        return of(Kind.HIDDEN, text);
    }
}
