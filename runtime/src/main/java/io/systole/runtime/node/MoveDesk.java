package io.systole.runtime.node;

import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.cib.edit.CibEdit;
import io.systole.cib.edit.MoveTerms;
import io.systole.cib.edit.Moves;
import io.systole.runtime.http.Outcome;
import io.systole.runtime.http.ResourceWish;
import io.systole.runtime.status.StatusView;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Moves resources, keeps them off nodes, and takes that back. */
final class MoveDesk {
    private final BiFunction<CibEdit, String, CompletionStage<Outcome>> edit;
    private final Supplier<CompletionStage<StatusView>> status;

    /**
     * @param edit makes an edit and answers with a text where it was done
     * @param status as far as the asker may see it
     */
    MoveDesk(BiFunction<CibEdit, String, CompletionStage<Outcome>> edit, Supplier<CompletionStage<StatusView>> status) {
        this.edit = edit;
        this.status = status;
    }

    CompletionStage<Outcome> move(ResourceId resource, ResourceWish wish) {
        if (wish.node().isEmpty()) {
            return ban(resource, wish);
        }
        var node = wish.node().get();
        return edit.apply(
                new CibEdit.PreferNode(resource, node, wish.terms()),
                resource + " will move to " + node + until(resource, wish.terms(), "takes that back"));
    }

    /** Without a node, it moves away from where it is; that must be one place. */
    CompletionStage<Outcome> ban(ResourceId resource, ResourceWish wish) {
        if (wish.node().isPresent()) {
            return ban(resource, wish.node().get(), wish.terms());
        }
        return status.get().thenCompose(view -> {
            var nodes = Whereabouts.of(resource.value(), view.resources());
            return nodes.size() == 1
                    ? ban(resource, new NodeName(nodes.get(0)), wish.terms())
                    : CompletableFuture.completedStage(Whereabouts.notInOnePlace(resource, nodes));
        });
    }

    private CompletionStage<Outcome> ban(ResourceId resource, NodeName node, MoveTerms terms) {
        return edit.apply(
                new CibEdit.BanNode(resource, node, terms),
                resource + " will keep off " + node + until(resource, terms, "lets it come back"));
    }

    CompletionStage<Outcome> clear(ResourceId resource, ResourceWish wish) {
        return wish.expired()
                ? edit.apply(
                        new CibEdit.ClearExpired(resource, Instant.now()),
                        "what has expired of " + resource + " is gone")
                : edit.apply(
                        new CibEdit.ClearMoves(resource, wish.node().orElse(null)),
                        resource + " may run where it likes again");
    }

    private static String until(ResourceId resource, MoveTerms terms, String otherwise) {
        var end = terms.until();
        return end == null
                ? "; `systole resource clear " + resource + "` " + otherwise
                : " until " + Moves.written(end);
    }
}
