package io.systole.runtime.http;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;
import org.jspecify.annotations.Nullable;

/** What happens in the cluster, as far as the user may know of it. */
public interface EventsDoor {
    /**
     * One event.
     *
     * @param id with which a listener goes on after it; empty where nothing is told and the connection is to stay awake
     * @param name {@code state}, {@code transition}, {@code fencing} or {@code missed}
     * @param json its data, without line breaks
     */
    record Told(String id, String name, String json) {
        /** Nothing but that the node is there. */
        public static final Told NOTHING = new Told("", "", "");
    }

    /**
     * All that happens from now on, beginning with what was missed and the state.
     *
     * @param after the id of what was heard last; null for one that is new
     * @return empty where too many listen already
     */
    CompletionStage<Optional<Source<Told, NotUsed>>> listen(@Nullable String after);
}
