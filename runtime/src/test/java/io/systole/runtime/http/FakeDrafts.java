package io.systole.runtime.http;

import io.systole.cib.language.ConfigurationDraft.Method;
import io.systole.cib.xml.CibFault;
import io.systole.policy.forecast.Deed;
import io.systole.policy.verify.Finding;
import io.systole.runtime.change.Preview;
import io.systole.runtime.change.Wish;
import io.systole.runtime.status.PlanView;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Thoughts that are always the same. */
final class FakeDrafts implements DraftDoor {
    private static final Preview PREVIEW = new Preview(
            "0.17.3",
            List.of("nvpair x: a -> b"),
            List.of(new Deed("move", "web", "Move web ( n1 -> n2 )", 300L, "down for about 0.3 s")),
            new PlanView(
                    List.of("Move web"),
                    List.of(),
                    List.of(new PlanView.Step(1, "rsc_op", "stop", "web_stop_0", "web", "n1", 0, List.of()))),
            "<diff/>");

    private final List<String> asked;
    private final Supplier<CompletionStage<Outcome>> answer;

    FakeDrafts(List<String> asked, Supplier<CompletionStage<Outcome>> answer) {
        this.asked = asked;
        this.answer = answer;
    }

    @Override
    public CompletionStage<Thought> wishes(List<Wish> wishes) {
        wishes.forEach(wish -> asked.add("what if " + wish.verb() + " " + wish.resource() + " " + wish.node()));
        return CompletableFuture.completedStage(new Thought(PREVIEW, List.of()));
    }

    @Override
    public CompletionStage<Thought> document(String xml) {
        return CompletableFuture.completedStage(new Thought(
                null,
                List.of(
                        Fault.of(new CibFault(CibFault.Kind.VALUE, 3, "nvpair", "x", "y", "z")),
                        Fault.of(new CibFault(CibFault.Kind.VALUE, 7, "group", "nothing", "a member", "add one")))));
    }

    @Override
    public CompletionStage<Thought> text(String text, Method method) {
        asked.add("what if " + method + " " + text);
        return CompletableFuture.completedStage(new Thought(PREVIEW, List.of()));
    }

    @Override
    public CompletionStage<Outcome> configuration() {
        return CompletableFuture.completedStage(new Outcome.Done("node n1\n"));
    }

    @Override
    public CompletionStage<Outcome> load(String text, Method method) {
        asked.add("load by " + method + ": " + text);
        return answer.get();
    }

    @Override
    public CompletionStage<List<Finding>> verify(@Nullable String xml) {
        return CompletableFuture.completedStage(List.of(new Finding(
                Finding.Severity.WARNING, new CibFault(CibFault.Kind.VALUE, 2, "op", "no timeout", "one", "add it"))));
    }
}
