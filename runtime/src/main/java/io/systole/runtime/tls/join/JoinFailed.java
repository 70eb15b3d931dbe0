package io.systole.runtime.tls.join;

/** No certificate was made; the message says why and what to do. */
public final class JoinFailed extends Exception {
    private static final long serialVersionUID = 1L;

    /** What kind of failure it is. */
    public enum Kind {
        /** Not allowed, or not as things stand here. */
        REFUSED,
        /** Nobody was there to ask. */
        UNREACHABLE,
        /** Tried, and failed. */
        FAILED
    }

    private final Kind kind;

    JoinFailed(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    JoinFailed(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
