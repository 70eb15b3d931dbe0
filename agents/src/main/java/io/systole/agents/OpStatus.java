package io.systole.agents;

import java.util.Optional;
import java.util.stream.Stream;

/** How an operation ended, apart from the agent's exit code: the {@code op-status} of the CIB's operation history. */
public enum OpStatus {
    PENDING(-1),
    DONE(0),
    CANCELLED(1),
    TIMEOUT(2),
    NOT_SUPPORTED(3),
    ERROR(4),
    ERROR_HARD(5),
    ERROR_FATAL(6),
    NOT_INSTALLED(7),
    NOT_CONNECTED(8),
    INVALID(9),
    NO_FENCE_DEVICE(10),
    NO_SECRETS(11);

    private final int code;

    OpStatus(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    public static Optional<OpStatus> ofCode(int code) {
        return Stream.of(values()).filter(status -> status.code == code).findFirst();
    }
}
