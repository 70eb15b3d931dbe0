package io.systole.actors;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A test is over when the agents are that it had started. Those of a node that crashed run on, and would write into a
 * directory that is being removed. One that never ends is a fault of the test, or of what should have ended it.
 */
public final class AgentsEndWithTheirTest implements AfterEachCallback {
    private static final Duration SOON = Duration.ofSeconds(60);

    @Override
    public void afterEach(ExtensionContext context) {
        long start = System.nanoTime();
        while (ProcessHandle.current().descendants().anyMatch(ProcessHandle::isAlive)) {
            if (System.nanoTime() - start > SOON.toNanos()) {
                throw new AssertionError(
                        context.getDisplayName() + " leaves processes behind that still run after " + SOON + ": "
                                + ProcessHandle.current()
                                        .descendants()
                                        .map(process -> process.pid() + " " + process.info())
                                        .toList());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }
}
