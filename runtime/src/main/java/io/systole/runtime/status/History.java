package io.systole.runtime.status;

import io.systole.cib.LrmResource;
import io.systole.cib.OpHistory;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one resource's operation history on one node: its role, whether it failed and what is under way. Operations
 * count in the order of their call ids.
 */
final class History {
    private static final int OK = 0;
    private static final int NOT_RUNNING = 7;
    private static final int PROMOTED = 8;
    private static final int FAILED_PROMOTED = 9;
    private static final int DEGRADED = 190;
    private static final int DEGRADED_PROMOTED = 191;
    private static final String PENDING = "-1";

    private boolean active;
    private boolean promoted;
    private boolean failed;
    private @Nullable String pending;

    private History() {}

    static History of(LrmResource resource) {
        var history = new History();
        var operations = resource.operations().stream()
                .sorted(Comparator.comparingLong(operation -> number(operation.callId(), Long.MAX_VALUE)))
                .toList();
        operations.forEach(history::apply);
        return history;
    }

    Role role(boolean promotable) {
        if (!active) {
            return Role.STOPPED;
        }
        if (promoted) {
            return Role.PROMOTED;
        }
        return promotable ? Role.UNPROMOTED : Role.STARTED;
    }

    boolean failed() {
        return failed;
    }

    @Nullable
    String pending() {
        return pending;
    }

    /** The operations that failed, in the order in which they are recorded. */
    static List<OpHistory> failures(LrmResource resource) {
        return resource.operations().stream()
                .filter(operation -> !PENDING.equals(operation.opStatus()) && !wasExpected(operation))
                .toList();
    }

    static int rc(OpHistory operation) {
        return (int) number(operation.rcCode(), OK);
    }

    private void apply(OpHistory operation) {
        if (PENDING.equals(operation.opStatus())) {
            pending = underWay(operation);
            return;
        }
        var rc = rc(operation);
        if (rc == OK || rc == DEGRADED) {
            failed = false;
            succeeded(operation.operation());
        } else if (rc == NOT_RUNNING) {
            failed = !wasExpected(operation);
            active = false;
            promoted = false;
        } else if (rc == PROMOTED || rc == DEGRADED_PROMOTED) {
            failed = false;
            active = true;
            promoted = true;
        } else {
            failed = true;
            active = true;
            promoted |= rc == FAILED_PROMOTED;
        }
    }

    private void succeeded(String operation) {
        switch (operation) {
            case "stop", "migrate_to" -> {
                active = false;
                promoted = false;
            }
            case "promote" -> {
                active = true;
                promoted = true;
            }
            case "start", "migrate_from", "demote", "monitor" -> {
                active = true;
                promoted = false;
            }
            default -> {
                // Notifications, reloads: the role stays.
            }
        }
    }

    /** Starting, Promoting, ...; a recurring monitor is nothing worth showing. */
    private static @Nullable String underWay(OpHistory operation) {
        return switch (operation.operation()) {
            case "start" -> "Starting";
            case "stop" -> "Stopping";
            case "promote" -> "Promoting";
            case "demote" -> "Demoting";
            case "migrate_to", "migrate_from" -> "Migrating";
            case "monitor" -> number(operation.interval(), 0) == 0 ? "Checking" : null;
            default -> null;
        };
    }

    /** A transition key is action:transition:expected-rc:uuid; a probe may also find the resource active. */
    private static boolean wasExpected(OpHistory operation) {
        var rc = rc(operation);
        var expected = expectedRc(operation).orElse(OK);
        if (rc == expected) {
            return true;
        }
        if (rc == DEGRADED || rc == DEGRADED_PROMOTED) {
            return true;
        }
        var isProbe = operation.operation().equals("monitor") && number(operation.interval(), 0) == 0;
        return isProbe && (rc == OK || rc == NOT_RUNNING || rc == PROMOTED);
    }

    private static Optional<Integer> expectedRc(OpHistory operation) {
        var key = operation.transitionKey();
        if (key == null) {
            return Optional.empty();
        }
        var parts = key.split(":", 4);
        return parts.length == 4 ? Optional.of((int) number(parts[2], OK)) : Optional.empty();
    }

    private static long number(@Nullable String text, long otherwise) {
        return text != null && text.matches("-?[0-9]{1,18}") ? Long.parseLong(text) : otherwise;
    }
}
