package io.systole.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TokenBucketsTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    private TokenBuckets buckets = TokenBuckets.of(3, 2);

    @Test
    void everyoneHasABurstAndThenTheRate() {
        assertThat(take("ada", 0)).isZero();
        assertThat(take("ada", 0)).isZero();
        assertThat(take("ada", 0)).isZero();
        assertThat(take("ada", 0)).isEqualTo(Duration.ofMillis(500));
        assertThat(take("bob", 0)).isZero();
        assertThat(take("ada", 499)).isEqualTo(Duration.ofMillis(1));
        assertThat(take("ada", 500)).isZero();
        assertThat(take("ada", 500)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void aBucketHoldsNoMoreThanTheBurst() {
        take("ada", 0);

        for (int i = 0; i < 3; i++) {
            assertThat(take("ada", 3_600_000)).isZero();
        }
        assertThat(take("ada", 3_600_000)).isPositive();
    }

    @Test
    void aClockThatIsSetBackGivesAndTakesNothing() {
        for (int i = 0; i < 3; i++) {
            take("ada", 1000);
        }

        assertThat(take("ada", 0)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void noMoreAreRememberedThanThereIsRoomFor() {
        for (int i = 0; i < TokenBuckets.REMEMBERED_MAX + 50; i++) {
            take("user" + i, i);
        }

        assertThat(buckets.buckets()).hasSizeLessThanOrEqualTo(TokenBuckets.REMEMBERED_MAX);
        assertThat(buckets.buckets()).containsKey("user" + (TokenBuckets.REMEMBERED_MAX + 49));
    }

    private Duration take(String who, long atMs) {
        var taken = buckets.take(who, AT.plusMillis(atMs));
        buckets = taken.next();
        assertThat(taken.isLetIn()).isEqualTo(taken.delay().isZero());
        return taken.delay();
    }
}
