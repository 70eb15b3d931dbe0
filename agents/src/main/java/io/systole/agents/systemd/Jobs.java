package io.systole.agents.systemd;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The ends of jobs, whether they are told before or after somebody waits for them: systemd may say that a job has ended
 * before the answer to its order was read. The last thousand are kept, since it tells of everybody's jobs.
 */
final class Jobs {
    private static final int KEPT = 1000;

    private final Map<String, CompletableFuture<String>> ends = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CompletableFuture<String>> eldest) {
            return size() > KEPT && eldest.getValue().isDone();
        }
    };

    void ended(String job, String result) {
        end(job).complete(result);
    }

    Optional<String> await(String job, Duration wait) throws InterruptedException {
        try {
            return Optional.of(end(job).get(wait.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException late) {
            return Optional.empty();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private synchronized CompletableFuture<String> end(String job) {
        return ends.computeIfAbsent(job, unknown -> new CompletableFuture<>());
    }
}
