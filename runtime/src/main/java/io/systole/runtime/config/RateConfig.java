package io.systole.runtime.config;

/**
 * How often one user, or one address without a valid token, may ask.
 *
 * @param perSecond requests of a user in the long run; the superuser is not limited
 * @param burst requests of a user at once
 * @param failuresPerMinute requests of an address without a valid token in the long run
 * @param failuresBurst the same at once
 */
public record RateConfig(int perSecond, int burst, int failuresPerMinute, int failuresBurst) {
    public RateConfig {
        new Check()
                .between("per-second", perSecond, 1, 10_000)
                .between("burst", burst, 1, 100_000)
                .between("failures-per-minute", failuresPerMinute, 1, 10_000)
                .between("failures-burst", failuresBurst, 1, 10_000)
                .orThrow();
    }

    /** What stands for a section that is at fault, until all faults are found. */
    static RateConfig unread() {
        return new RateConfig(1, 1, 1, 1);
    }

    static RateConfig from(Section section) {
        return new RateConfig(
                section.integer("per-second"),
                section.integer("burst"),
                section.integer("failures-per-minute"),
                section.integer("failures-burst"));
    }
}
