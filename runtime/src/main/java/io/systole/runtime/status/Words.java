package io.systole.runtime.status;

/** The field's words for operations. */
final class Words {
    private Words() {}

    /** What goes before a recurring operation's name; nothing for one that does not recur. */
    static String ofInterval(String intervalMs) {
        if (!intervalMs.matches("[0-9]{1,12}") || Long.parseLong(intervalMs) == 0) {
            return "";
        }
        var ms = Long.parseLong(intervalMs);
        return (ms % 1000 == 0 ? ms / 1000 + "s" : ms + "ms") + "-interval ";
    }
}
