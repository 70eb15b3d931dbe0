package io.systole.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.runtime.status.Placement;
import io.systole.runtime.status.ResourceView;
import io.systole.runtime.status.ResourceView.Instances;
import io.systole.runtime.status.ResourceView.Single;
import io.systole.runtime.status.ResourceView.Together;
import io.systole.runtime.status.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class WhereaboutsTest {
    private static final List<ResourceView> RESOURCES = List.of(
            single("ip", "a", Role.STARTED),
            single("idle", "b", Role.STOPPED),
            new Together("web", List.of(single("disk", "c", Role.STARTED), single("server", "c", Role.STARTED))),
            new Instances(
                    "database",
                    "db",
                    "ocf:systole:Stateful",
                    true,
                    List.of(),
                    List.of(placement("a", Role.UNPROMOTED), placement("b", Role.PROMOTED)),
                    List.of()));

    @Test
    void findsAResourceAGroupAndAMemberOfIt() {
        assertThat(Whereabouts.of("ip", RESOURCES)).containsExactly("a");
        assertThat(Whereabouts.of("web", RESOURCES)).containsExactly("c");
        assertThat(Whereabouts.of("server", RESOURCES)).containsExactly("c");
    }

    @Test
    void takesAPromotableCloneToBeWhereItIsPromoted() {
        assertThat(Whereabouts.of("database", RESOURCES)).containsExactly("b");
        assertThat(Whereabouts.of("db", RESOURCES)).containsExactly("b");
    }

    @Test
    void findsNothingOfWhatIsStoppedOrUnknown() {
        assertThat(Whereabouts.of("idle", RESOURCES)).isEmpty();
        assertThat(Whereabouts.of("unheard-of", RESOURCES)).isEmpty();
    }

    private static Single single(String id, String node, Role role) {
        return new Single(id, "ocf:systole:Service", List.of(), List.of(placement(node, role)));
    }

    private static Placement placement(String node, Role role) {
        return new Placement("instance", node, role, false, false, null);
    }
}
