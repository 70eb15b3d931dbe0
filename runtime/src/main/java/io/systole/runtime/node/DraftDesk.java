package io.systole.runtime.node;

import io.systole.cib.Cib;
import io.systole.cib.acl.Subject;
import io.systole.cib.acl.UserSight;
import io.systole.cib.edit.CibPatch;
import io.systole.cib.language.ConfigurationDraft;
import io.systole.cib.language.ConfigurationDraft.Method;
import io.systole.cib.language.LanguageFault;
import io.systole.cib.tree.Element;
import io.systole.cib.tree.TreeEdit;
import io.systole.cib.xml.CibXml;
import io.systole.policy.verify.Finding;
import io.systole.policy.verify.Verification;
import io.systole.runtime.change.DraftCheck;
import io.systole.runtime.change.Forethought;
import io.systole.runtime.change.Proposal;
import io.systole.runtime.change.Wish;
import io.systole.runtime.http.DraftDoor;
import io.systole.runtime.http.Fault;
import io.systole.runtime.http.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Thinks changes out on what of the CIB a user may read, so that no more of it shows. */
final class DraftDesk implements DraftDoor {
    private final Subject subject;
    private final Executor planning;
    private final Supplier<CompletionStage<UserSight>> sight;
    private final Function<TreeEdit, CompletionStage<Outcome>> change;

    /**
     * For one user.
     *
     * @param planning where plans are made, apart from everything that has to answer quickly
     * @param change makes a change in the user's name
     */
    DraftDesk(
            Subject subject,
            Executor planning,
            Supplier<CompletionStage<UserSight>> sight,
            Function<TreeEdit, CompletionStage<Outcome>> change) {
        this.subject = subject;
        this.planning = planning;
        this.sight = sight;
        this.change = change;
    }

    @Override
    public CompletionStage<Thought> wishes(List<Wish> wishes) {
        return think(cib -> thought(fresh(cib).with(wishes)));
    }

    @Override
    public CompletionStage<Thought> document(String xml) {
        return think(cib -> thought(fresh(cib).withDocument(xml)));
    }

    @Override
    public CompletionStage<Thought> text(String text, Method method) {
        return think(cib -> {
            DraftCheck check = checked(cib, text, method);
            Cib wanted = check.wanted();
            return wanted == null
                    ? new Thought(null, faults(check.faults()))
                    : thought(fresh(cib).withConfiguration(wanted));
        });
    }

    @Override
    public CompletionStage<Outcome> configuration() {
        return sight.get()
                .thenApplyAsync(
                        seen -> seen.xml().isEmpty()
                                ? SeenStatus.nothing(subject)
                                : new Outcome.Done(draft(seen.cib()).text()),
                        planning);
    }

    @Override
    public CompletionStage<Outcome> load(String text, Method method) {
        return sight.get()
                .thenApplyAsync(seen -> loading(seen.cib(), text, method), planning)
                .thenCompose(Function.identity());
    }

    private CompletionStage<Outcome> loading(Cib live, String text, Method method) {
        DraftCheck check = checked(live, text, method);
        Cib wanted = check.wanted();
        if (wanted == null) {
            return CompletableFuture.completedStage(new Outcome.Refused(faults(check.faults())));
        }
        var proposal = Proposal.of(live, wanted);
        return proposal.isSame()
                ? CompletableFuture.completedStage(
                        new Outcome.Done("the cluster has this configuration already; nothing to change"))
                : change.apply(new TreeEdit(TreeEdit.Operation.PATCH, null, null, proposal.patch()));
    }

    @Override
    public CompletionStage<List<Finding>> verify(@Nullable String xml) {
        return sight.get()
                .thenApplyAsync(
                        seen -> Verification.of(
                                CibXml.read(xml == null ? CibXml.write(seen.cib()) : xml), Instant.now()),
                        planning);
    }

    private CompletionStage<Thought> think(Function<Cib, Thought> how) {
        return sight.get().thenApplyAsync(seen -> how.apply(seen.cib()), planning);
    }

    private static Forethought fresh(Cib live) {
        return new Forethought(live, Instant.now(), StatusObjects::ofResource);
    }

    private static Thought thought(Forethought forethought) {
        var result = forethought.result();
        return new Thought(
                result.preview(), result.faults().stream().map(Fault::of).toList());
    }

    private static DraftCheck checked(Cib live, String text, Method method) {
        return DraftCheck.of(live, draft(live).with(text, method));
    }

    private static ConfigurationDraft draft(Cib cib) {
        Element configuration = CibPatch.element(cib).child("configuration").orElseThrow();
        return ConfigurationDraft.of(configuration);
    }

    private static List<Fault> faults(List<LanguageFault> faults) {
        return faults.stream()
                .map(fault -> new Fault(
                        fault.line() == 0 ? "the configuration" : "line " + fault.line() + ", column " + fault.column(),
                        "found " + fault.found(),
                        "expected " + fault.expected(),
                        fault.advice(),
                        fault.line() == 0 ? null : fault.line(),
                        null))
                .toList();
    }
}
