package io.systole.fencing.sbd.format;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a node can be told through its slot. */
public enum SbdMessage {
    /** Nothing. */
    CLEAR(0),
    /** Only to be written to the log. */
    TEST(1),
    /** Restart at once. */
    RESET(2),
    /** Power off at once. */
    OFF(3),
    /** End in order; also what a node leaves behind that has left in order. */
    EXIT(4),
    /** Restart by way of a crash dump. */
    CRASHDUMP(5);

    private final int code;

    SbdMessage(int code) {
        this.code = code;
    }

    /** As it stands on the device. */
    public int code() {
        return code;
    }

    /** As it is written by people. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the node that is meant has to die of it. */
    public boolean fences() {
        return this == RESET || this == OFF || this == CRASHDUMP;
    }

    public static Optional<SbdMessage> of(int code) {
        return Stream.of(values()).filter(each -> each.code() == code).findFirst();
    }

    public static Optional<SbdMessage> ofWord(String word) {
        return Stream.of(values()).filter(each -> each.word().equals(word)).findFirst();
    }
}
