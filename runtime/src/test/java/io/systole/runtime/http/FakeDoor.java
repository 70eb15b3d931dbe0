package io.systole.runtime.http;

import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.cib.tree.TreeEdit;
import io.systole.policy.explain.Explanation;
import io.systole.runtime.status.StatusView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A cluster that remembers what it was asked for and answers as it is told. */
final class FakeDoor implements ClusterDoor {
    final List<String> asked = new ArrayList<>();
    CompletionStage<Outcome> answer = CompletableFuture.completedStage(new Outcome.Done("done"));

    @Override
    public CompletionStage<StatusView> status() {
        return CompletableFuture.completedStage(new StatusView(
                "example",
                "alpha",
                "alpha",
                true,
                "",
                null,
                Instant.EPOCH,
                "0.1.0",
                null,
                "idle",
                List.of(),
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of()));
    }

    @Override
    public CompletionStage<String> cibXml() {
        return CompletableFuture.completedStage("<cib/>");
    }

    @Override
    public CompletionStage<Outcome> query(CibQuery query) {
        asked.add("query " + query.scope() + " " + query.xpath());
        return answer;
    }

    @Override
    public CompletionStage<Outcome> changeCib(TreeEdit edit) {
        asked.add(edit.operation() + " " + edit.scope() + " " + edit.xpath() + " " + edit.xml());
        return answer;
    }

    @Override
    public CompletionStage<Outcome> replace(String xml) {
        asked.add("replace " + xml);
        return answer;
    }

    @Override
    public CompletionStage<Outcome> resource(ResourceId resource, ResourceVerb verb, Optional<NodeName> node) {
        asked.add(verb + " " + resource + node.map(name -> " " + name).orElse(""));
        return answer;
    }

    @Override
    public CompletionStage<Outcome> node(NodeName node, NodeVerb verb) {
        asked.add(verb + " " + node);
        return answer;
    }

    @Override
    public CompletionStage<List<Explanation>> explain(ResourceId resource) {
        return CompletableFuture.completedStage(
                resource.value().equals("web")
                        ? List.of(new Explanation(
                                "web", List.of("n1"), "n1", "Started", "it ran there", List.of(), null, List.of()))
                        : List.of());
    }

    @Override
    public CompletionStage<List<TransitionLine>> transitions() {
        return CompletableFuture.completedStage(List.of(new TransitionLine(1, "start", "complete", List.of())));
    }

    @Override
    public CompletionStage<List<PastPlan>> pastPlans(int max) {
        var first = new PastPlan("n1", "pe-input-0.bz2", 1, 1, Instant.EPOCH, "start");
        var second = new PastPlan("n2", "pe-warn-0.bz2", 2, 1, Instant.EPOCH.plusSeconds(60), "node lost");
        return CompletableFuture.completedStage(max == 1 ? List.of(second) : List.of(first, second));
    }

    @Override
    public CompletionStage<Optional<String>> pastPlan(NodeName node, String file) {
        return CompletableFuture.completedStage(
                node.value().equals("n2") && file.equals("pe-warn-0.bz2") ? Optional.of("<cib/>") : Optional.empty());
    }
}
