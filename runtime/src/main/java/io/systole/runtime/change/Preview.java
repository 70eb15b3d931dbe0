package io.systole.runtime.change;

import io.systole.policy.forecast.Deed;
import io.systole.runtime.status.PlanView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a change would do, as a list and as a graph. Nothing was changed.
 *
 * @param version the version of the CIB that it was thought out for
 * @param changes what would be another in the configuration, in lines, secrets masked
 * @param deeds what the cluster would do at once, with the downtime that it means
 * @param plan the same as a graph of actions
 * @param patch makes the change, when it is sent to {@code /v1/cib/patch}, as long as the version is the same; null where the
 *     configuration stays as it is
 */
public record Preview(
        String version,
        List<String> changes,
        List<Deed> deeds,
        PlanView plan,
        @Nullable String patch) {
    public Preview {
        changes = List.copyOf(changes);
        deeds = List.copyOf(deeds);
    }
}
