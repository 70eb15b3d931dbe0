package io.systole.agents;

/** The exit codes of OCF 1.1 agents, and the two that a cluster manager adds for itself. */
public final class OcfCode {
    public static final int OK = 0;
    public static final int GENERIC = 1;
    public static final int ARGUMENTS = 2;
    public static final int UNIMPLEMENTED = 3;
    public static final int PERMISSION = 4;
    public static final int NOT_INSTALLED = 5;
    public static final int NOT_CONFIGURED = 6;
    public static final int NOT_RUNNING = 7;
    public static final int PROMOTED = 8;
    public static final int FAILED_PROMOTED = 9;
    public static final int DEGRADED = 190;
    public static final int DEGRADED_PROMOTED = 191;
    /** The operation runs and has no result yet. */
    public static final int PENDING = 193;

    private OcfCode() {}
}
