package io.systole.runtime.jmx;

import java.util.List;

/** What the DC does and did. */
@Said("The policy: what the DC plans and carries out")
public interface PolicyMXBean {
    @Said("What the DC is doing, in words")
    String getPhase();

    @Said("Whether this node is the DC; only the DC sends notifications of transitions")
    boolean isHere();

    @Said("The version of the CIB, as admin_epoch.epoch.num_updates")
    String getCibVersion();

    @Said("The last transitions, oldest first, with their actions")
    List<TransitionLine> getTransitions();

    /** One transition. */
    interface TransitionLine {
        long getNumber();

        String getReason();

        /** {@code running}, {@code complete}, {@code aborted: why} or {@code failed: why}. */
        String getOutcome();

        List<String> getActions();
    }
}
