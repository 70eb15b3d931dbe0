package io.systole.runtime.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systole.actors.fencer.FencingNews;
import io.systole.actors.fencer.FencingOutcome.Failed;
import io.systole.actors.fencer.FencingOutcome.Fenced;
import io.systole.actors.policy.wire.TransitionNews;
import io.systole.cib.acl.UserSight;
import io.systole.runtime.events.EventActor;
import io.systole.runtime.events.Happening;
import io.systole.runtime.events.Happening.FencingMoved;
import io.systole.runtime.events.Happening.StateChanged;
import io.systole.runtime.events.Happening.TransitionMoved;
import io.systole.runtime.events.Numbered;
import io.systole.runtime.http.Answers;
import io.systole.runtime.http.EventsDoor;
import io.systole.runtime.status.StatusView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.stream.javadsl.Source;
import org.jspecify.annotations.Nullable;

/** What happens, as one user may know of it: of the resources and nodes that the user may read, without reasons. */
final class EventsDesk implements EventsDoor {
    /** What one listener may be behind; one that is more is let go, and comes back. */
    private static final int BUFFER = 256;

    /** A transition as listeners see it; the components are those of {@link TransitionNews}. */
    record TransitionEvent(
            String stage,
            String dc,
            long term,
            int number,
            String reason,
            String outcome,
            int done,
            int total,
            List<String> summary,
            List<ActionEvent> actions,
            Instant at) {}

    /** An action that was done or failed just now. */
    record ActionEvent(String action, String node, String result) {}

    /**
     * A fencing as listeners see it.
     *
     * @param stage {@code asked}, {@code begun} or {@code ended}
     * @param leader who steps through it
     * @param outcome {@code successful} or {@code failed}; null before it has ended
     * @param detail by which device it was done, or why it failed
     */
    record FencingEvent(
            String stage,
            String target,
            String action,
            @Nullable String reason,
            @Nullable String requestedBy,
            @Nullable String leader,
            Instant at,
            @Nullable String outcome,
            @Nullable String detail) {}

    private final ActorSystem<?> system;
    private final ActorRef<EventActor.Command> events;
    private final Duration patience;
    private final Supplier<CompletionStage<UserSight>> sight;
    private final Supplier<CompletionStage<StatusView>> status;

    EventsDesk(
            ActorSystem<?> system,
            ActorRef<EventActor.Command> events,
            Duration patience,
            Supplier<CompletionStage<UserSight>> sight,
            Supplier<CompletionStage<StatusView>> status) {
        this.system = system;
        this.events = events;
        this.patience = patience;
        this.sight = sight;
        this.status = status;
    }

    @Override
    public CompletionStage<Optional<Source<Told, NotUsed>>> listen(@Nullable String after) {
        var queue = Source.<Numbered>queue(BUFFER).preMaterialize(system);
        var last = new AtomicReference<>("");
        Source<Told, NotUsed> told = queue.second()
                .batch(BUFFER, List::of, EventsDesk::together)
                .mapConcat(all -> all)
                .mapAsync(1, numbered -> told(numbered, last))
                .mapConcat(one -> one.<List<Told>>map(List::of).orElseGet(List::of));
        CompletionStage<Boolean> room = AskPattern.ask(
                events, replyTo -> new EventActor.Listen(queue.first(), after, replyTo), patience, system.scheduler());
        return room.thenApply(taken -> taken ? Optional.of(told) : Optional.empty());
    }

    /** Of several changes of the state that wait for the client the last counts. */
    private static List<Numbered> together(List<Numbered> waiting, Numbered next) {
        var all = new ArrayList<>(waiting);
        if (next.happening() == StateChanged.INSTANCE) {
            all.removeIf(numbered -> numbered.happening() == StateChanged.INSTANCE);
        }
        all.add(next);
        return List.copyOf(all);
    }

    private CompletionStage<Optional<Told>> told(Numbered numbered, AtomicReference<String> last) {
        Happening happening = numbered.happening();
        if (happening instanceof TransitionMoved moved) {
            return sight.get()
                    .thenApply(seen -> transition(moved.news(), seen)
                            .map(event -> new Told(numbered.id(), "transition", Answers.line(event))));
        }
        if (happening instanceof FencingMoved moved) {
            return sight.get()
                    .thenApply(seen -> fencing(moved.news(), seen)
                            .map(event -> new Told(numbered.id(), "fencing", Answers.line(event))));
        }
        return happening == StateChanged.INSTANCE
                ? status.get().thenApply(view -> Optional.of(state(numbered.id(), view, last)))
                : CompletableFuture.completedStage(Optional.of(new Told(numbered.id(), "missed", "{}")));
    }

    /** The state, or nothing where it is the one that was told last but for the time. */
    private static Told state(String id, StatusView view, AtomicReference<String> last) {
        ObjectNode tree = Answers.tree(view);
        tree.remove("at");
        String timeless = tree.toString();
        return timeless.equals(last.getAndSet(timeless)) ? Told.NOTHING : new Told(id, "state", Answers.line(view));
    }

    static Optional<TransitionEvent> transition(TransitionNews news, UserSight sight) {
        List<ActionEvent> actions = PastTransitions.seenActions(news.actions(), sight).stream()
                .map(action -> new ActionEvent(action.key(), action.node(), action.result()))
                .toList();
        if (news.stage().equals(TransitionNews.ACTION) && actions.isEmpty()) {
            return Optional.empty();
        }
        boolean whole = sight.whole();
        boolean sees = whole || SeenStatus.nodes(sight).contains(news.dc().value());
        return Optional.of(new TransitionEvent(
                news.stage(),
                sees ? news.dc().value() : "",
                news.term(),
                news.number(),
                whole ? news.reason() : "",
                whole ? news.outcome() : news.outcome().split("[^a-z]", 2)[0],
                news.done(),
                news.total(),
                whole ? news.summary() : List.of(),
                actions,
                news.at()));
    }

    static Optional<FencingEvent> fencing(FencingNews news, UserSight sight) {
        boolean whole = sight.whole();
        if (!whole && !SeenStatus.nodes(sight).contains(news.target().value())) {
            return Optional.empty();
        }
        var outcome = news.outcome();
        String how = outcome instanceof Fenced ? "successful" : outcome instanceof Failed ? "failed" : null;
        String detail =
                outcome instanceof Fenced done ? done.by() : outcome instanceof Failed failed ? failed.why() : null;
        return Optional.of(new FencingEvent(
                news.stage().name().toLowerCase(Locale.ROOT),
                news.target().value(),
                news.action().word(),
                whole ? news.reason() : null,
                whole ? news.requestedBy() : null,
                whole && news.leader() != null ? news.leader().value() : null,
                news.at(),
                how,
                whole ? detail : null));
    }
}
