package io.systole.agents.systemd;

/** Why systemd did not do or say what was asked for. */
final class SystemdFault extends Exception {
    private static final long serialVersionUID = 1;

    /** What a fault means for a resource. */
    enum Kind {
        /** This host has no systemd. */
        NO_SYSTEMD,
        /** It knows no such unit, or cannot read its file. */
        NO_UNIT,
        NOT_ALLOWED,
        /** It is there, and does not answer, or answers something else. */
        UNKNOWN
    }

    private final Kind kind;

    SystemdFault(Kind kind, String why) {
        super(why);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
