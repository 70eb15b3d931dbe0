package io.systole.actors.fencer;

import io.systole.actors.fencer.core.FencerState;
import io.systole.cib.Cib;
import io.systole.fencing.core.Rehearsal;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;

/** When devices are checked: at an interval, and soon after what is to be checked has changed. */
final class Rehearsals {
    /** The first look waits until a node that has just started has something else behind it. */
    private static final Duration FIRST = Duration.ofSeconds(5);

    private static final Duration AFTER_CHANGE = Duration.ofSeconds(2);

    /** Has a check fall due after a time: one of the two kinds of {@link Rehearsals#onDue}. */
    interface Later extends BiConsumer<Boolean, Duration> {}

    private final ActorRef<RehearsalActor.Command> rehearsal;
    private final FencerPeers peers;
    private final Supplier<FencerState> state;
    private final Later later;
    private final Duration interval;
    private List<Rehearsal.Part> last = List.of();
    private String version = "";

    Rehearsals(
            ActorRef<RehearsalActor.Command> rehearsal,
            FencerPeers peers,
            Supplier<FencerState> state,
            Later later,
            Duration interval) {
        this.rehearsal = rehearsal;
        this.peers = peers;
        this.state = state;
        this.later = later;
        this.interval = interval;
        if (isOn()) {
            later.accept(false, FIRST);
        }
    }

    private boolean isOn() {
        return !interval.isZero();
    }

    /** Only the configuration matters, and its version tells whether it is another one. */
    void onConfiguration(Cib cib) {
        var now = cib.header().version().adminEpoch() + "."
                + cib.header().version().epoch();
        if (isOn() && !now.equals(version)) {
            version = now;
            later.accept(true, AFTER_CHANGE);
        }
    }

    /** Checks all; or, where the configuration has changed, only if what is to be checked is not what was checked last. */
    void onDue(boolean changed) {
        if (!changed) {
            later.accept(false, interval);
            begin();
        } else if (!parts().equals(last)) {
            begin();
        }
    }

    /** Checks all devices that this node may use, if it is a member. */
    void begin() {
        if (peers.reachable().contains(peers.self())) {
            last = parts();
            rehearsal.tell(new RehearsalActor.Check(
                    peers.self(), last, state.get().configuration().timeout()));
        }
    }

    private List<Rehearsal.Part> parts() {
        var configuration = state.get().configuration();
        return Rehearsal.of(configuration, peers.self(), configuration.targets());
    }
}
