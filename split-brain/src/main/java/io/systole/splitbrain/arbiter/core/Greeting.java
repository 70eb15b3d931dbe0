package io.systole.splitbrain.arbiter.core;

/** What follows from the daemon's first answer: whether the connection goes on with TLS, without, or not at all. */
public record Greeting(boolean goesOn, boolean tls, String why) {
    /** What the configuration says about TLS, with corosync-qdevice's words. */
    public enum Tls {
        /** Never. */
        OFF,
        /** Where the daemon can. */
        ON,
        /** Nothing without it. */
        REQUIRED
    }

    private static final int REQUIRED_THERE = 2;

    /** By what is configured here and offered there. */
    public static Greeting of(Tls here, QnetdMessage.PreinitReply there) {
        if (here == Tls.OFF) {
            return there.tls() == REQUIRED_THERE
                    ? refused("it asks for TLS, and tls = off here: set tls = on, and its certificates")
                    : new Greeting(true, false, "");
        }
        if (there.tls() > 0) return new Greeting(true, true, "");
        return here == Tls.REQUIRED
                ? refused("it offers no TLS, and tls = required here: initialise it with corosync-qnetd-certutil -i,"
                        + " and start it with -s on")
                : new Greeting(true, false, "");
    }

    private static Greeting refused(String why) {
        return new Greeting(false, false, why);
    }
}
