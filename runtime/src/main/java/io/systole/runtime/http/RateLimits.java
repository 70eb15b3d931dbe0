package io.systole.runtime.http;

import io.systole.cib.acl.Subject;
import io.systole.runtime.config.RateConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Keeps one user, or one address that guesses tokens, from taking all of a node. The superuser is not limited: the demand of
 * agents, alerts and an administrator in need goes before. An address that failed too often is told to wait, but a valid token
 * is let in from it all the same: all local users come from one address.
 */
final class RateLimits {
    private final Clock clock;
    private final AtomicReference<TokenBuckets> users;
    private final AtomicReference<TokenBuckets> failures;

    RateLimits(RateConfig config, Clock clock) {
        this.clock = clock;
        users = new AtomicReference<>(TokenBuckets.of(config.burst(), config.perSecond()));
        failures = new AtomicReference<>(TokenBuckets.of(config.failuresBurst(), config.failuresPerMinute() / 60.0));
    }

    /** How long a user has to wait; zero where the request is let in. */
    Duration ofUser(Subject subject) {
        return subject.superuser() ? Duration.ZERO : take(users, subject.user());
    }

    /** How long an address has to wait that brought no valid token; zero where it may try again at once. */
    Duration ofFailure(String address) {
        return take(failures, address);
    }

    private Duration take(AtomicReference<TokenBuckets> buckets, String who) {
        while (true) {
            TokenBuckets before = Objects.requireNonNull(buckets.get());
            TokenBuckets.Taken taken = before.take(who, clock.instant());
            if (buckets.compareAndSet(before, taken.next())) {
                return taken.delay();
            }
        }
    }
}
