package io.systole.runtime.node;

import io.systole.actors.cib.CibProtocol.GetChanges;
import io.systole.actors.cib.CibProtocol.GetHistory;
import io.systole.actors.cib.core.ConfigurationKey;
import io.systole.actors.cib.core.JournalEntry;
import io.systole.actors.cib.core.JournalTail;
import io.systole.actors.cib.core.PastChange;
import io.systole.actors.cib.core.Retracing;
import io.systole.actors.cib.wire.CibCommand;
import io.systole.cib.edit.CibPatch;
import io.systole.cib.tree.Element;
import io.systole.cib.tree.ElementXml;
import io.systole.cib.tree.MaskedTree;
import io.systole.cib.tree.PatchText;
import io.systole.cib.xml.CibXml;
import io.systole.runtime.http.ChangesDoor;
import io.systole.runtime.http.Fault;
import io.systole.runtime.http.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** The changes of the configuration that this node remembers, as one user may see them. */
final class ChangesDesk implements ChangesDoor {
    private final ActorSystem<?> system;
    private final ActorRef<CibCommand> cib;
    private final Duration patience;
    private final Supplier<CompletionStage<Boolean>> seesAll;

    ChangesDesk(
            ActorSystem<?> system,
            ActorRef<CibCommand> cib,
            Duration patience,
            Supplier<CompletionStage<Boolean>> seesAll) {
        this.system = system;
        this.cib = cib;
        this.patience = patience;
        this.seesAll = seesAll;
    }

    @Override
    public CompletionStage<List<ChangeLine>> list(int max) {
        return history()
                .thenCombine(
                        seesAll.get(),
                        (changes, whole) -> changes.subList(Math.max(0, changes.size() - max), changes.size()).stream()
                                .map(change -> line(change, whole))
                                .toList());
    }

    private static ChangeLine line(PastChange change, boolean whole) {
        return new ChangeLine(
                shown(change.key()),
                shown(change.base()),
                change.at(),
                change.author().user(),
                change.author().client(),
                change.origin().value(),
                whole ? change.request() : null,
                whole ? change.summary() : null,
                whole ? change.reason() : null);
    }

    private static String shown(ConfigurationKey key) {
        return key.adminEpoch() + "." + key.epoch();
    }

    @Override
    public CompletionStage<Outcome> change(String version, boolean patch) {
        return ifAllIsSeen(
                version,
                past -> since(past)
                        .thenApply(journal -> journal.entries().stream()
                                .filter(entry -> entry.change().key().equals(past.key()))
                                .findFirst()
                                .map(entry -> patch ? patch(entry) : lines(entry))
                                .<Outcome>map(Outcome.Done::new)
                                .orElseGet(() -> lost(version, "the journal of this node does not reach back to it"))));
    }

    private static Element element(JournalEntry entry) {
        return ElementXml.read(entry.patch())
                .element()
                .orElseThrow(() -> new IllegalStateException(
                        "the patch of " + entry.change().version() + " cannot be read again"));
    }

    private static String patch(JournalEntry entry) {
        return ElementXml.write(MaskedTree.of(CibPatch.plain(element(entry))));
    }

    private static String lines(JournalEntry entry) {
        Element patch = element(entry);
        List<String> lines = PatchText.lines(patch, CibPatch.undoing(patch));
        return lines.isEmpty() ? "nothing but the version was changed" : String.join("\n", lines);
    }

    @Override
    public CompletionStage<Outcome> configuration(String version) {
        return ifAllIsSeen(
                version,
                past -> since(past)
                        .thenApplyAsync(
                                journal -> retraced(version, Retracing.to(past.key(), journal)),
                                system.dispatchers().lookup(DispatcherSelector.blocking())));
    }

    private static Outcome retraced(String version, Retracing.Outcome outcome) {
        return outcome instanceof Retracing.Outcome.Found found
                ? new Outcome.Done(CibXml.write(found.configuration().document()))
                : lost(version, ((Retracing.Outcome.Lost) outcome).why());
    }

    private static Outcome lost(String version, String why) {
        return new Outcome.NotFound(new Fault(
                "the configuration of version " + version,
                "cannot be had: " + why,
                "",
                "ask another node with --via, or take it from a backup"));
    }

    private CompletionStage<Outcome> ifAllIsSeen(String version, Function<PastChange, CompletionStage<Outcome>> then) {
        return seesAll.get().thenCompose(whole -> {
            if (!whole) {
                return CompletableFuture.completedStage(new Outcome.Forbidden(List.of(new Fault(
                        "the change to version " + version,
                        "what it did is for those who may read the whole CIB",
                        "",
                        "ask the administrator for a role that may"))));
            }
            return history()
                    .thenCompose(changes -> newest(changes, version)
                            .map(then)
                            .orElseGet(() -> CompletableFuture.completedStage(new Outcome.NotFound(new Fault(
                                    "the change to version " + version,
                                    "is not remembered",
                                    "must be one of the last changes, as 0.17",
                                    "`systole history changes` lists them")))));
        });
    }

    private static Optional<PastChange> newest(List<PastChange> changes, String version) {
        return changes.stream()
                .filter(change -> shown(change.key()).equals(version) || (shown(change.key()) + ".0").equals(version))
                .reduce((older, newer) -> newer);
    }

    private CompletionStage<List<PastChange>> history() {
        return AskPattern.ask(cib, GetHistory::new, patience, system.scheduler());
    }

    private CompletionStage<JournalTail> since(PastChange past) {
        return AskPattern.ask(cib, replyTo -> new GetChanges(past.base(), replyTo), patience, system.scheduler());
    }
}
