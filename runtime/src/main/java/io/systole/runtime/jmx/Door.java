package io.systole.runtime.jmx;

import io.systole.runtime.http.ClusterDoor;
import io.systole.runtime.http.Fault;
import io.systole.runtime.http.Outcome;
import io.systole.runtime.http.RequestWords;
import io.systole.runtime.status.StatusView;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The cluster for threads that may wait, as those of JMX clients; safe for use by several. */
final class Door {
    /** A client that reads all attributes of a bean has the status gathered once. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final ClusterDoor door;
    private final Duration patience;

    private @Nullable StatusView status;
    private long gatheredAt;

    /**
     * @param patience how long a request may take
     */
    Door(ClusterDoor door, Duration patience) {
        this.door = door.asking(new RequestWords(null, "asked for over JMX"));
        this.patience = patience;
    }

    /** The status, at most a second old. */
    synchronized StatusView status() {
        StatusView known = status;
        if (known == null || System.nanoTime() - gatheredAt > FRESH.toNanos()) {
            known = ask("the status", ClusterDoor::status);
            status = known;
            gatheredAt = System.nanoTime();
        }
        return known;
    }

    /**
     * What the cluster answers.
     *
     * @throws IllegalStateException where it does not answer in time
     */
    <T> T ask(String what, Function<ClusterDoor, CompletionStage<T>> question) {
        try {
            return question.apply(door).toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    what + ": no outcome within " + patience.toSeconds()
                            + " s; it may still be done: look at the status before asking again",
                    e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(what + ": " + e.getCause() + "; see the node's log", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(what + ": this thread was interrupted; it may still be done", e);
        }
    }

    /**
     * Has something done.
     *
     * @return what came of it, in words
     * @throws IllegalStateException where it was not done or may not have been, with the reason
     */
    String change(String what, Function<ClusterDoor, CompletionStage<Outcome>> wish) {
        JmxLog.asked(what);
        Outcome outcome = ask(what, wish);
        if (outcome instanceof Outcome.Done done) return done.text();
        if (outcome instanceof Outcome.Refused refused) throw failed(refused.faults());
        if (outcome instanceof Outcome.Forbidden forbidden) throw failed(forbidden.faults());
        if (outcome instanceof Outcome.NotFound missing) throw failed(List.of(missing.fault()));
        if (outcome instanceof Outcome.Failed failed) throw failed(List.of(failed.fault()));
        if (outcome instanceof Outcome.Unknown unknown) throw failed(List.of(unknown.fault()));
        throw new AssertionError("unhandled " + outcome);
    }

    private static IllegalStateException failed(List<Fault> faults) {
        return new IllegalStateException(faults.stream().map(Fault::toString).collect(Collectors.joining("\n")));
    }
}
