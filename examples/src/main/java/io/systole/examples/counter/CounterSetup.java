package io.systole.examples.counter;

import io.systole.Systole;
import io.systole.actors.cib.ChangeResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Gives the cluster its resources, once, whichever copy is first. */
final class CounterSetup {
    /** A change under this name is made once in the life of the cluster; what was changed since stays. */
    private static final String REQUEST = "counter-setup-1";

    private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private CounterSetup() {}

    /** Returns when the cluster has them. Until enough nodes are there a cluster changes nothing. */
    static void ensure(Systole node) throws IOException, InterruptedException {
        var document = document();
        while (!Thread.interrupted()) {
            try {
                var result = node.cib()
                        .asking(REQUEST, "the counter and its fence device")
                        .replace(document)
                        .toCompletableFuture()
                        .get();
                if (result instanceof ChangeResult.Accepted) {
                    return;
                }
                if (result instanceof ChangeResult.Refused refused) {
                    throw new IllegalStateException("cib.xml: " + refused.faults());
                }
            } catch (ExecutionException noAnswer) {
                // The outcome is not known: asked again under its name it is not done twice.
            }
            LockSupport.parkNanos(AGAIN_NANOS);
        }
        throw new InterruptedException();
    }

    private static String document() throws IOException {
        try (var file = CounterSetup.class.getResourceAsStream("cib.xml")) {
            if (file == null) {
                throw new IOException("the program is incomplete: it lacks cib.xml");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
