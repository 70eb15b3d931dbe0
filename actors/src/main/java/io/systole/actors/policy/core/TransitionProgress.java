package io.systole.actors.policy.core;

import io.systole.actors.policy.core.PolicyEffect.News;
import io.systole.actors.policy.wire.TransitionNews;
import io.systole.actors.policy.wire.TransitionSummary;
import io.systole.actors.policy.wire.TransitionSummary.ActionSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What became of transitions in one step of the policy: begun, actions done or failed, ended, in this order of telling. */
public final class TransitionProgress {
    private final PolicyState before;
    private final PolicyState after;
    private final Instant at;
    private final List<TransitionNews> news = new ArrayList<>();

    private TransitionProgress(PolicyState before, PolicyState after, Instant at) {
        this.before = before;
        this.after = after;
        this.at = at;
    }

    /** The news of a step, oldest first; none where no transition moved. */
    public static List<TransitionNews> of(PolicyState before, Step<PolicyState, PolicyEffect> step, Instant at) {
        var progress = new TransitionProgress(before, step.state(), at);
        step.effects().forEach(progress::effect);
        progress.goneOn();
        return List.copyOf(progress.news);
    }

    private void effect(PolicyEffect effect) {
        if (effect instanceof PolicyEffect.Tell tell && tell.transition() != null) {
            if (tell.news() == News.TRANSITION_STARTED) {
                tell(TransitionNews.BEGUN, tell.transition(), 0, totalOf(tell.transition()), List.of());
            } else if (tell.news() == News.TRANSITION_ENDED) {
                ended(tell.transition());
            }
        }
    }

    private int totalOf(TransitionSummary transition) {
        RunningTransition running = after.transition().running();
        return running != null && running.number() == transition.number()
                ? running.net().size()
                : 0;
    }

    private void ended(TransitionSummary transition) {
        RunningTransition running = before.transition().running();
        List<String> phases = running != null && running.number() == transition.number()
                ? running.actionEnds().stream()
                        .map(TransitionEffect.ActionEnd::phase)
                        .toList()
                : List.of();
        var changed = new ArrayList<ActionSummary>();
        for (int i = 0; i < transition.actions().size(); i++) {
            ActionSummary action = transition.actions().get(i);
            boolean isEnd = action.result().equals("done") || action.result().startsWith("failed");
            if (isEnd && (phases.isEmpty() || !phases.get(i).equals(action.result()))) {
                changed.add(action);
            }
        }
        int total = running == null || phases.isEmpty()
                ? transition.actions().size()
                : running.net().size();
        int done = running == null || phases.isEmpty() ? 0 : running.confirmed().count();
        done = Math.min(total, done + changed.size());
        if (transition.outcome().equals("complete")) {
            done = total;
        }
        if (!changed.isEmpty()) {
            tell(TransitionNews.ACTION, transition, done, total, changed);
        }
        tell(TransitionNews.ENDED, transition, done, total, List.of());
    }

    private void goneOn() {
        RunningTransition now = after.transition().running();
        TransitionSummary current = after.current();
        if (now == null || current == null || current.number() != now.number()) {
            return;
        }
        RunningTransition was = before.transition().running();
        boolean same = was != null && was.number() == now.number();
        Marks ended = now.confirmed().and(now.failed());
        Marks fresh = same && was != null ? ended.except(was.confirmed().and(was.failed())) : ended;
        var actions = new ArrayList<ActionSummary>();
        for (int rank = fresh.next(0); rank >= 0; rank = fresh.next(rank + 1)) {
            if (!now.net().isOrderingPoint(rank)) {
                var action = now.net().at(rank);
                actions.add(new ActionSummary(action.operationKey(), String.valueOf(action.onNode()), now.phase(rank)));
            }
        }
        if (!actions.isEmpty()) {
            tell(
                    TransitionNews.ACTION,
                    current,
                    now.confirmed().count(),
                    now.net().size(),
                    actions);
        }
    }

    private void tell(String stage, TransitionSummary transition, int done, int total, List<ActionSummary> actions) {
        news.add(new TransitionNews(
                stage,
                after.setup().self(),
                after.term(),
                transition.number(),
                transition.reason(),
                stage.equals(TransitionNews.ENDED) ? transition.outcome() : "running",
                done,
                total,
                stage.equals(TransitionNews.BEGUN) ? transition.summary() : List.of(),
                actions,
                at));
    }
}
