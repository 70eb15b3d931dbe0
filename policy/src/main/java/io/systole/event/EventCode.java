package io.systole.event;

/**
 * What an operator may want to be woken for, each with a fixed code. A code is a key of its log line ({@code code}), and
 * is never given to another event; docs/log-events.md says what each means and what to do.
 */
public enum EventCode {
    NODE_STARTED("SY-N001"),
    NODE_ENDED("SY-N002"),
    NODE_LEAVES("SY-N003"),
    NODE_BROKEN("SY-N004"),
    NODE_NOT_DRAINED("SY-N005"),
    NODE_PAUSED("SY-N006"),
    NODE_EXPELLED("SY-N007"),
    NODE_FENCES_ITSELF("SY-N008"),
    FORMATION("SY-M001"),
    MEMBER_JOINED("SY-M002"),
    MEMBER_LEFT("SY-M003"),
    MEMBER_LOST("SY-M004"),
    MEMBER_DOWNED("SY-M005"),
    STRANGER_REFUSED("SY-M006"),
    QUORUM_GAINED("SY-Q001"),
    QUORUM_LOST("SY-Q002"),
    QUORUM_POLICY_HERE("SY-Q003"),
    FENCING_ASKED("SY-F001"),
    FENCING_STARTED("SY-F002"),
    FENCING_DONE("SY-F003"),
    FENCING_FAILED("SY-F004"),
    FENCING_DISABLED("SY-F005"),
    DC_CHANGED("SY-D001"),
    DC_REPLACED("SY-D002"),
    TRANSITION_STARTED("SY-T001"),
    TRANSITION_COMPLETE("SY-T002"),
    TRANSITION_ABORTED("SY-T003"),
    TRANSITION_FAILED("SY-T004"),
    PLAN_REPEATS("SY-T005"),
    PLAN_FAILED("SY-T006"),
    INPUTS_NOT_KEPT("SY-T007"),
    OPERATION_FAILED("SY-R001"),
    CIB_CHANGED("SY-C001"),
    CIB_REFUSED("SY-C002"),
    CIB_NOT_STORED("SY-C003"),
    STORE_DAMAGED("SY-C004");

    private final String code;

    EventCode(String code) {
        this.code = code;
    }

    /** The code, as it is logged. */
    @Override
    public String toString() {
        return code;
    }
}
