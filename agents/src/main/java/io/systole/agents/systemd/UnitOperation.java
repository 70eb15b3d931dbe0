package io.systole.agents.systemd;

import io.systole.agents.AgentCall;
import io.systole.agents.AgentResult;
import io.systole.agents.OcfCode;
import io.systole.agents.OpStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One operation of a unit, by a thread that waits: the job is followed to its end, and the unit until it is neither
 * activating nor deactivating. That may take as long as it takes; who cancels it ends the waiting, and the job goes on, to
 * be replaced by the next one.
 */
final class UnitOperation {
    /** How often a unit that is under way is looked at. */
    private static final Duration LOOK = Duration.ofMillis(500);
    /** After this time a job whose end was not heard of is looked for. */
    private static final Duration MISSED = Duration.ofSeconds(2);

    private final AgentCall call;
    private final UnitName unit;
    private final Systemd systemd;
    private final DropIn dropIn;
    private final Instant started;
    private final CountDownLatch over = new CountDownLatch(1);

    UnitOperation(AgentCall call, Systemd systemd, DropIn dropIn, Instant started) {
        this.call = call;
        this.unit = UnitName.of(call.agent().type());
        this.systemd = systemd;
        this.dropIn = dropIn;
        this.started = started;
    }

    /** Nobody waits for the result any more. */
    void cancel() {
        over.countDown();
    }

    AgentResult run() {
        if (!unit.isValid()) {
            return failed(OcfCode.NOT_INSTALLED, OpStatus.NOT_INSTALLED, unit.full() + " is not the name of a unit");
        }
        try {
            return switch (call.action()) {
                case "start" -> start();
                case "stop" -> stop();
                case "monitor", "status" -> look();
                case "validate-all" -> validate();
                default ->
                    failed(
                            OcfCode.UNIMPLEMENTED,
                            OpStatus.DONE,
                            call.agent() + " has no action " + call.action()
                                    + ": class systemd knows start, stop and monitor");
            };
        } catch (SystemdFault fault) {
            return ofFault(fault);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return failed(OcfCode.GENERIC, OpStatus.CANCELLED, call.action() + " was cancelled");
        }
    }

    private AgentResult start() throws SystemdFault, InterruptedException {
        if (systemd.state(unit).isMissing()) {
            return missing();
        }
        if (dropIn.place(unit)) {
            systemd.reload();
        }
        if (isOver()) {
            return cancelled();
        }
        var job = systemd.start(unit);
        var end = jobEnd(job);
        var state = settled();
        if (isOver()) {
            return cancelled();
        }
        if (state.isActive() || (end.equals("done") && !state.hasFailed())) {
            return ok();
        }
        return failed(OcfCode.GENERIC, OpStatus.DONE, "the start of " + unit.full() + " ended as " + words(end, state));
    }

    private AgentResult stop() throws SystemdFault, InterruptedException {
        if (isOver()) {
            return cancelled();
        }
        var job = systemd.stop(unit);
        var end = jobEnd(job);
        var state = settled();
        if (isOver()) {
            return cancelled();
        }
        if (state.isActive() || !(end.equals("done") || end.equals("skipped") || end.isEmpty())) {
            return failed(
                    OcfCode.GENERIC, OpStatus.DONE, "the stop of " + unit.full() + " ended as " + words(end, state));
        }
        if (dropIn.remove(unit)) {
            systemd.reload();
        }
        return ok();
    }

    private AgentResult look() throws SystemdFault, InterruptedException {
        var state = settled();
        if (isOver()) {
            return cancelled();
        }
        if (state.isMissing()) {
            return missing();
        }
        if (state.isActive()) {
            return ok();
        }
        return state.hasFailed()
                ? failed(OcfCode.NOT_RUNNING, OpStatus.DONE, unit.full() + " has failed" + how())
                : failed(OcfCode.NOT_RUNNING, OpStatus.DONE, "");
    }

    private AgentResult missing() {
        return failed(OcfCode.NOT_INSTALLED, OpStatus.NOT_INSTALLED, "systemd has no unit " + unit.full());
    }

    private AgentResult validate() throws SystemdFault {
        var state = systemd.state(unit);
        return state.load().equals("loaded")
                ? ok()
                : failed(OcfCode.NOT_INSTALLED, OpStatus.NOT_INSTALLED, unit.full() + " is " + state.load());
    }

    /** How the job ended; empty where systemd no longer has it and its end was not heard. */
    private String jobEnd(String job) throws SystemdFault, InterruptedException {
        while (!isOver()) {
            var waited = Duration.ZERO;
            while (waited.compareTo(MISSED) < 0 && !isOver()) {
                var end = systemd.jobEnd(job, LOOK);
                if (end.isPresent()) {
                    return end.get();
                }
                waited = waited.plus(LOOK);
            }
            if (!isOver() && !systemd.hasJob(job)) {
                return systemd.jobEnd(job, LOOK).orElse("");
            }
        }
        return "";
    }

    /** The unit's state when it is on its way no more, or when the operation is over. */
    private UnitState settled() throws SystemdFault, InterruptedException {
        var state = systemd.state(unit);
        while (state.isUnderway() && !over.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
            state = systemd.state(unit);
        }
        return state;
    }

    private boolean isOver() {
        return over.getCount() == 0;
    }

    private String words(String end, UnitState state) throws SystemdFault {
        return (end.isEmpty() ? "unknown" : end) + ", it is " + state.inWords() + (state.hasFailed() ? how() : "")
                + "; journalctl -u " + unit.full() + " tells more";
    }

    private String how() throws SystemdFault {
        var result = systemd.result(unit);
        return result.isEmpty() || result.equals("success") ? "" : " by " + result;
    }

    /** What is not there is stopped. */
    private AgentResult ofFault(SystemdFault fault) {
        return switch (fault.kind()) {
            case NO_SYSTEMD, NO_UNIT ->
                call.action().equals("stop")
                        ? stopped()
                        : failed(OcfCode.NOT_INSTALLED, OpStatus.NOT_INSTALLED, fault.why());
            case NOT_ALLOWED -> failed(OcfCode.PERMISSION, OpStatus.ERROR, fault.why());
            case UNKNOWN -> failed(OcfCode.GENERIC, OpStatus.ERROR, fault.why());
        };
    }

    /** A unit that was removed while it was managed leaves its settings behind. */
    private AgentResult stopped() {
        dropIn.remove(unit);
        return ok();
    }

    /** The result where the time is up. */
    AgentResult timedOut() {
        var why = call.action() + " of " + unit.full() + " did not end within "
                + call.timeout().toMillis() + "ms";
        return new AgentResult(OcfCode.GENERIC, OpStatus.TIMEOUT, why, "", "", started, call.timeout(), List.of());
    }

    /** The result where this program is at fault. */
    AgentResult broken(RuntimeException fault) {
        return failed(OcfCode.GENERIC, OpStatus.ERROR, call.action() + " of " + unit.full() + " broke off: " + fault);
    }

    AgentResult cancelled() {
        return failed(OcfCode.GENERIC, OpStatus.CANCELLED, call.action() + " was cancelled");
    }

    private AgentResult ok() {
        return failed(OcfCode.OK, OpStatus.DONE, "");
    }

    private AgentResult failed(int rc, OpStatus status, String why) {
        return new AgentResult(rc, status, why, "", "", started, Duration.between(started, Instant.now()), List.of());
    }
}
