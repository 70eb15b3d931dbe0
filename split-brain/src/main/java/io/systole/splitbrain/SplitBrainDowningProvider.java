package io.systole.splitbrain;

import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.cluster.DowningProvider;
import scala.Option;
import scala.Some;
import scala.concurrent.duration.FiniteDuration;

/** Pekko's door to {@link SplitBrainActor}: named in {@code pekko.cluster.downing-provider-class}, created by the cluster extension. */
public final class SplitBrainDowningProvider extends DowningProvider {
    public SplitBrainDowningProvider(ActorSystem system) {
        assert system != null : "Pekko hands the system over, and asks for no other constructor";
    }

    /** None: a node is removed only after it was confirmed fenced, so there is nothing to wait for. */
    @Override
    public FiniteDuration downRemovalMargin() {
        return FiniteDuration.Zero();
    }

    @Override
    public Option<Props> downingActorProps() {
        return Some.apply(Adapter.props(SplitBrainActor::create));
    }
}
