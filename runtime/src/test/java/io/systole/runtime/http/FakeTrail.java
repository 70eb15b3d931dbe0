package io.systole.runtime.http;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers notes in memory. */
final class FakeTrail implements RequestTrail {
    final List<Noted> noted = new CopyOnWriteArrayList<>();

    @Override
    public void note(Noted one) {
        noted.add(one);
    }

    @Override
    public CompletionStage<Gathered> last(int max) {
        return CompletableFuture.completedStage(
                new Gathered(noted, List.of(new Silent("n3", "did not answer within 3 s"))));
    }
}
