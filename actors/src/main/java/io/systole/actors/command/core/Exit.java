package io.systole.actors.command.core;

/** The exit codes of the field's commands. */
public final class Exit {
    public static final int OK = 0;
    public static final int ERROR = 1;
    public static final int UNIMPLEMENTED = 3;
    public static final int USAGE = 64;
    public static final int DATA = 65;
    public static final int NO_INPUT = 66;
    public static final int NO_HOST = 68;
    public static final int SOFTWARE = 70;
    public static final int PROTOCOL = 76;
    public static final int CONFIG = 78;
    public static final int DISCONNECTED = 102;
    public static final int OLD = 103;
    public static final int NO_SUCH = 105;
    public static final int QUORUM = 106;
    public static final int UNSAFE = 107;
    public static final int EXISTS = 108;
    public static final int TIMEOUT = 124;

    private Exit() {}
}
