package io.systole.runtime.http;

import io.systole.cib.language.ConfigurationDraft.Method;
import io.systole.policy.verify.Finding;
import io.systole.runtime.change.Preview;
import io.systole.runtime.change.Wish;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What the HTTP interface asks about changes that are not made yet, and about the configuration as text. */
public interface DraftDoor {
    /** What a change comes to: a preview, or all that keeps it from being one. */
    record Thought(@Nullable Preview preview, List<Fault> faults) {
        public Thought {
            faults = List.copyOf(faults);
        }
    }

    /** What an operator's wishes, one after the other, would do; without any, what the cluster would do as it is. */
    CompletionStage<Thought> wishes(List<Wish> wishes);

    /** What it would do to replace the configuration by that of a CIB. */
    CompletionStage<Thought> document(String xml);

    /** What it would do to take a text into the configuration. */
    CompletionStage<Thought> text(String text, Method method);

    /** The configuration as text, in crmsh's syntax. */
    CompletionStage<Outcome> configuration();

    /** Takes a text into the configuration as one change, which is refused if the configuration is another meanwhile. */
    CompletionStage<Outcome> load(String text, Method method);

    /** What is at fault in a CIB; without one, in the live one. */
    CompletionStage<List<Finding>> verify(@Nullable String xml);
}
