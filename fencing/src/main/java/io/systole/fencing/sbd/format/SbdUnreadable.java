package io.systole.fencing.sbd.format;

/** What stands on a device is not in this format; the message says what was found, without the device's name. */
public final class SbdUnreadable extends Exception {
    private static final long serialVersionUID = 1L;

    public SbdUnreadable(String why) {
        super(why);
    }
}
