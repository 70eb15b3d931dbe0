package io.systole.runtime.node;

import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import io.systole.cib.acl.UserSight;
import io.systole.cib.xml.CibXml;
import io.systole.runtime.http.InsightDoor;
import io.systole.runtime.http.Outcome;
import io.systole.runtime.status.DetailReading;
import io.systole.runtime.status.PlanView;
import io.systole.runtime.status.ResourceDetail;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Looks closely, for one user. Planning again takes time, so it is done on threads that may block. */
final class InsightDesk implements InsightDoor {
    private final Supplier<CompletionStage<UserSight>> sight;
    private final BiFunction<NodeName, String, CompletionStage<Outcome>> input;
    private final Executor blocking;

    /** @param input what a past plan was made from, as far as the user may read it */
    InsightDesk(
            Supplier<CompletionStage<UserSight>> sight,
            BiFunction<NodeName, String, CompletionStage<Outcome>> input,
            Executor blocking) {
        this.sight = sight;
        this.input = input;
        this.blocking = blocking;
    }

    @Override
    public CompletionStage<Optional<ResourceDetail>> resource(ResourceId resource) {
        return sight.get().thenApplyAsync(seen -> DetailReading.of(seen.cib(), resource.value()), blocking);
    }

    @Override
    public CompletionStage<Planned> plan(NodeName node, String file) {
        return input.apply(node, file)
                .thenApplyAsync(
                        found -> found instanceof Outcome.Done done
                                ? planned(file, done.text())
                                : new Planned.Missing(found),
                        blocking);
    }

    /** The moment stands in the document; without one it is planned for now. */
    private static Planned planned(String file, String xml) {
        return CibXml.read(xml)
                .understood()
                .<Planned>map(cib -> new Planned.Made(PlanView.of(cib, momentOf(cib))))
                .orElseGet(() -> new Planned.Missing(Outcome.Refused.because(
                        "the input " + file,
                        "cannot be planned for: part of it is missing or is not understood",
                        "must be a whole CIB",
                        "where you may not read all of it, ask the administrator for a role that may")));
    }

    private static Instant momentOf(Cib cib) {
        var saved = cib.header().executionDate();
        return saved != null && saved.matches("[0-9]{1,12}")
                ? Instant.ofEpochSecond(Long.parseLong(saved))
                : Instant.now();
    }
}
