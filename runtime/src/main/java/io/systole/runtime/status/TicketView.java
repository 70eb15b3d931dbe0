package io.systole.runtime.status;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A ticket of this site.
 *
 * @param granted whether the site has it
 * @param standby whether what needs it is stopped all the same
 * @param lastGranted when the site was given it last; null where that is not known
 * @param attributes what else was set
 * @param needs the constraints that name it
 */
public record TicketView(
        String id,
        boolean granted,
        boolean standby,
        @Nullable Instant lastGranted,
        SortedMap<String, String> attributes,
        List<Need> needs) {
    public TicketView {
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
        needs = List.copyOf(needs);
    }

    /**
     * A constraint that names the ticket.
     *
     * @param resources what needs it, each with the role where it is about one
     * @param lossPolicy as it was configured; null where nothing is said
     */
    public record Need(
            String constraint,
            List<String> resources,
            @Nullable String lossPolicy) {
        public Need {
            resources = List.copyOf(resources);
        }
    }
}
