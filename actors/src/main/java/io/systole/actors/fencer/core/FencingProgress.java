package io.systole.actors.fencer.core;

import io.systole.actors.fencer.FencingNews;
import io.systole.actors.fencer.FencingNews.Stage;
import io.systole.actors.fencer.FencingOutcome.Failed;
import io.systole.actors.fencer.FencingOutcome.Fenced;
import io.systole.actors.fencer.FencingRecord;
import io.systole.cib.NodeName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of fencings in one step of the Fencer: asked for, begun, ended. */
public final class FencingProgress {
    private FencingProgress() {}

    /** The news of a step, oldest first; none where nothing moved. */
    public static List<FencingNews> of(
            FencerState before, FencerEvent event, io.systole.fencing.core.Step<FencerState, FencerEffect> step) {
        var news = new ArrayList<FencingNews>();
        step.state().pending().forEach((key, pending) -> {
            if (!before.pending().containsKey(key)) {
                news.add(of(Stage.ASKED, pending.request(), null, pending.since()));
            }
        });
        for (FencerEffect effect : step.effects()) {
            if (effect instanceof FencerEffect.AnnounceBegin begin) {
                if (!before.pending().containsKey(begin.request().key())
                        && !step.state().pending().containsKey(begin.request().key())) {
                    news.add(of(Stage.ASKED, begin.request(), null, begin.at()));
                }
                news.add(of(Stage.BEGUN, begin.request(), step.state().self(), begin.at()));
            } else if (effect instanceof FencerEffect.Publish publish) {
                news.add(ended(publish.ended()));
            }
        }
        if (event instanceof FencerEvent.PeerBegan began
                && step.state().pending().containsKey(began.request().key())) {
            news.add(of(Stage.BEGUN, began.request(), began.peer(), began.at()));
        }
        return List.copyOf(news);
    }

    private static FencingNews of(Stage stage, FencingRequest request, @Nullable NodeName leader, Instant at) {
        return new FencingNews(
                stage,
                request.key().target(),
                request.key().incarnation(),
                request.action(),
                request.reason(),
                request.requestedBy(),
                leader,
                at,
                null);
    }

    private static FencingNews ended(FencingRecord ended) {
        NodeName leader = ended.outcome() instanceof Fenced done
                ? done.executor()
                : ended.outcome() instanceof Failed failed ? failed.ledBy() : null;
        return new FencingNews(
                Stage.ENDED,
                ended.target(),
                ended.incarnation(),
                ended.action(),
                ended.reason(),
                ended.requestedBy(),
                leader,
                ended.at(),
                ended.outcome());
    }
}
