package io.systole;

import io.systole.actors.cib.Asker;
import io.systole.actors.cib.Author;
import io.systole.actors.cib.ChangeResult;
import io.systole.actors.cib.CibProtocol.AskOutcome;
import io.systole.actors.cib.CibProtocol.GetCib;
import io.systole.actors.cib.CibProtocol.ModifyConfiguration;
import io.systole.actors.cib.CibProtocol.ModifyElements;
import io.systole.actors.cib.CibProtocol.ReplaceConfiguration;
import io.systole.cib.Cib;
import io.systole.cib.edit.CibEdit;
import io.systole.cib.tree.TreeEdit;
import io.systole.runtime.node.RunningNode;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The CIB of the cluster, for the program that a node is embedded in: it reads and changes it as the user that the program
 * runs as, who may do everything. Safe for use by many threads.
 *
 * <p>A change is accepted when it is on the disks of all members that can be reached. Every stage ends with what became of
 * the change; it fails only with a {@link TimeoutException}, when the node has ended or did not answer within
 * {@code systole.management.request-timeout}: the outcome is then not known.
 *
 * <pre>{@code
 * var result = node.cib()
 *         .asking("raise-limit-7", "more room for the batch run")
 *         .change(new CibEdit.SetOption("cluster-ipc-limit", "1000"))
 *         .toCompletableFuture().get();
 * }</pre>
 */
public final class ClusterCib {
    private static final String CLIENT = "java";

    private final RunningNode node;
    private final Asker asker;

    ClusterCib(RunningNode node) {
        this(node, Asker.of(new Author(System.getProperty("user.name", "unknown"), CLIENT)));
    }

    private ClusterCib(RunningNode node, Asker asker) {
        this.node = node;
        this.asker = asker;
    }

    /**
     * The same for one change, under a name and with a reason.
     *
     * @param request what the change is called: made again under the same name, by any node, it is done once; 1 to 128
     *     letters, digits and {@code . _ : @ -}, null for none
     * @param reason why, for the history: up to 500 characters, what is longer is cut; null for none
     * @throws IllegalArgumentException if the request cannot be called that
     */
    public ClusterCib asking(@Nullable String request, @Nullable String reason) {
        return new ClusterCib(node, new Asker(asker.author(), request, reason));
    }

    /** The CIB as this node knows it: configuration and status. */
    public CompletionStage<Cib> read() {
        return node.askCib(GetCib::new);
    }

    /** Makes one of the changes that are made often. */
    public CompletionStage<ChangeResult> change(CibEdit edit) {
        return node.askCib(replyTo -> new ModifyConfiguration(edit, asker, replyTo));
    }

    /** Changes elements of the configuration, as {@code systole cib} does. */
    public CompletionStage<ChangeResult> change(TreeEdit edit) {
        return node.askCib(replyTo -> new ModifyElements(edit, asker, replyTo));
    }

    /** Puts the configuration of a document in the place of the present one. All that is wrong with it is told at once. */
    public CompletionStage<ChangeResult> replace(String document) {
        return node.askCib(replyTo -> new ReplaceConfiguration(document, asker, replyTo));
    }

    /** What became of a request of that name, without making it; not done when no change of that name was written so far. */
    public CompletionStage<ChangeResult> outcomeOf(String request) {
        return node.askCib(replyTo -> new AskOutcome(new Asker(asker.author(), request, null), replyTo));
    }
}
