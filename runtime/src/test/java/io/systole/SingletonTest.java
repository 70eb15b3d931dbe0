package io.systole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.systole.actors.cib.ChangeResult;
import io.systole.cib.edit.CibEdit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Code that runs on one node at a time. */
@Timeout(300)
class SingletonTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private TwoNodes nodes;

    @BeforeEach
    void choosePorts() throws Exception {
        nodes = new TwoNodes(directory);
    }

    @Test
    void runsOnOneNodeAndOnAnotherWhenThatLeaves() throws Exception {
        var job = new Job();
        var a = Systole.with(nodes.config("a")).singleton("report-job", job).start();
        var b = Systole.with(nodes.config("b")).singleton("report-job", job).start();
        try (a;
                b) {
            TwoNodes.awaitStatus(a, "Online: [ a b ]");
            assertThat(TwoNodes.done(a.cib().change(new CibEdit.SetOption("stonith-enabled", "false"))))
                    .isInstanceOf(ChangeResult.Accepted.class);
            TwoNodes.await("the job runs", () -> job.running.size() == 1);
            assertThat(TwoNodes.done(a.cib().read()).configuration().resources())
                    .as("both nodes brought it, and one resource is there")
                    .hasSize(1);
            var first = job.running.first();
            var other = first.equals("a") ? "b" : "a";

            (first.equals("a") ? a : b).close();

            TwoNodes.await("the job runs on the other node", () -> job.running.contains(other));
            assertThat(job.running).containsExactly(other);
        }
        assertThat(job.running).isEmpty();
        assertThat(job.mostAtOnce).hasValue(1);
    }

    @Test
    void codeThatThrowsIsStartedAnew() throws Exception {
        var job = new Job();
        job.throwsOnce.set(true);
        try (var a = Systole.with(nodes.config("a"))
                        .singleton("report-job", job)
                        .start();
                var b = Systole.start(nodes.config("b"))) {
            TwoNodes.awaitStatus(b, "Online: [ a b ]");
            assertThat(TwoNodes.done(a.cib().change(new CibEdit.SetOption("stonith-enabled", "false"))))
                    .isInstanceOf(ChangeResult.Accepted.class);

            TwoNodes.await("it was begun twice, and runs", () -> job.begun.get() >= 2 && !job.running.isEmpty());
            TwoNodes.awaitStatus(a, "its code threw java.lang.IllegalStateException: a bad day");
        }
        assertThat(job.running).isEmpty();
    }

    @Test
    void namesThatNoResourceCouldHaveAreRefused() {
        var embedding = Systole.with(nodes.config("a"));

        assertThatThrownBy(() -> embedding.singleton("two words", turn -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two words");
        embedding.singleton("one", turn -> {});
        assertThatThrownBy(() -> embedding.singleton("one", turn -> {})).hasMessageContaining("one is there already");
    }

    /** Notes where it runs. */
    private static final class Job implements SingletonTask {
        private final SortedSet<String> running = new ConcurrentSkipListSet<>();
        private final AtomicInteger atOnce = new AtomicInteger();
        private final AtomicInteger mostAtOnce = new AtomicInteger();
        private final AtomicInteger begun = new AtomicInteger();
        private final AtomicBoolean throwsOnce = new AtomicBoolean();

        @Override
        public void run(Turn turn) throws InterruptedException {
            begun.incrementAndGet();
            if (throwsOnce.getAndSet(false)) {
                throw new IllegalStateException("a bad day");
            }
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            running.add(turn.node());
            try {
                while (turn.waitFor(Duration.ofSeconds(1))) {
                    assertThat(turn.isOver()).isFalse();
                }
            } finally {
                running.remove(turn.node());
                atOnce.decrementAndGet();
            }
        }
    }
}
