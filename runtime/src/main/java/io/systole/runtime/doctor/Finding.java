package io.systole.runtime.doctor;

import java.util.Locale;

/**
 * What a check came to.
 *
 * @param subject the node, link, directory or device that it is about; empty for the cluster
 * @param expected what would be well; empty where it is well
 * @param advice what to do; empty where nothing is to be done
 */
public record Finding(Area area, String subject, Verdict verdict, String found, String expected, String advice) {
    /** What was looked at, in the order in which it is told. */
    public enum Area {
        NODES,
        CONFIGURATION,
        FENCING,
        WATCHDOG,
        DISK,
        TIME,
        LINKS,
        CERTIFICATES,
        VERSIONS,
        MEMORY;

        /** As it is shown. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How it is, worst first. */
    public enum Verdict {
        /** The cluster does not do, or would not do, what it is there for. */
        BAD,
        /** It does now; this may end that, or could not be found out. */
        WARNING,
        OK;

        /** As it is shown. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding ok(Area area, String subject, String found) {
        return new Finding(area, subject, Verdict.OK, found, "", "");
    }

    static Finding warning(Area area, String subject, String found, String expected, String advice) {
        return new Finding(area, subject, Verdict.WARNING, found, expected, advice);
    }

    static Finding bad(Area area, String subject, String found, String expected, String advice) {
        return new Finding(area, subject, Verdict.BAD, found, expected, advice);
    }
}
