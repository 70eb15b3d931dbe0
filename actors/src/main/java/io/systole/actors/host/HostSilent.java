package io.systole.actors.host;

/** A host gave no answer; the message says why, in its words. */
public final class HostSilent extends Exception {
    private static final long serialVersionUID = 1L;

    public HostSilent(String why) {
        super(why);
    }
}
