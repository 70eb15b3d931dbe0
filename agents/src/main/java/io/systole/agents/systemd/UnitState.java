package io.systole.agents.systemd;

/**
 * A unit as systemd shows it.
 *
 * @param load LoadState: loaded, not-found, masked, bad-setting, error
 * @param active ActiveState: active, reloading, inactive, failed, activating, deactivating, maintenance
 * @param sub SubState, such as running, dead, auto-restart
 */
record UnitState(String load, String active, String sub) {
    /** Active or reloading, as the reference has it. */
    boolean isActive() {
        return active.equals("active") || active.equals("reloading") || active.equals("refreshing");
    }

    /** On its way to another state. */
    boolean isUnderway() {
        return active.equals("activating") || active.equals("deactivating");
    }

    boolean hasFailed() {
        return active.equals("failed");
    }

    /** A unit whose file was removed while it is active is still there. */
    boolean isMissing() {
        return load.equals("not-found") && !isActive() && !isUnderway();
    }

    String inWords() {
        return active + " (" + sub + ")";
    }
}
