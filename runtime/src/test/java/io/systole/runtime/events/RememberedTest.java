package io.systole.runtime.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.policy.wire.TransitionNews;
import io.systole.cib.NodeName;
import io.systole.runtime.events.Happening.Missed;
import io.systole.runtime.events.Happening.StateChanged;
import io.systole.runtime.events.Happening.TransitionMoved;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RememberedTest {
    @Test
    void aNewListenerIsToldTheStateAlone() {
        var remembered = Remembered.nothing("r").with(moved(1));

        assertThat(remembered.first(null)).containsExactly(new Numbered("r-1", StateChanged.INSTANCE));
    }

    @Test
    void oneThatComesBackIsToldWhatItMissedAndThenTheState() {
        var remembered = Remembered.nothing("r")
                .with(moved(1))
                .with(StateChanged.INSTANCE)
                .with(moved(2))
                .with(moved(3));

        assertThat(remembered.first("r-1"))
                .containsExactly(
                        new Numbered("r-3", moved(2)),
                        new Numbered("r-4", moved(3)),
                        new Numbered("r-4", StateChanged.INSTANCE));
        assertThat(remembered.first("r-4")).containsExactly(new Numbered("r-4", StateChanged.INSTANCE));
    }

    @Test
    void whoHeardAnotherRunOrTooLittleIsToldThatItMissedSome() {
        var remembered = Remembered.nothing("r");
        for (int i = 0; i < Remembered.KEPT_MAX + 1; i++) {
            remembered = remembered.with(moved(i));
        }

        assertThat(remembered.kept()).hasSize(Remembered.KEPT_MAX);
        for (String id : List.of("q-5", "r-0", "r-99999", "r-x", "")) {
            assertThat(remembered.first(id))
                    .as(id)
                    .extracting(Numbered::happening)
                    .containsExactly(Missed.INSTANCE, StateChanged.INSTANCE);
        }
        assertThat(remembered.first("r-1")).hasSize(Remembered.KEPT_MAX + 1);
    }

    private static Happening moved(int number) {
        return new TransitionMoved(new TransitionNews(
                TransitionNews.BEGUN,
                new NodeName("n1"),
                1,
                number,
                "",
                "running",
                0,
                1,
                List.of(),
                List.of(),
                Instant.EPOCH));
    }
}
