package io.systole.actors.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.cib.ChangeResult;
import io.systole.actors.fencer.Fencer;
import io.systole.actors.fencer.FencingHistory;
import io.systole.actors.fencer.FencingOutcome;
import io.systole.actors.node.core.WatchedMembership;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.fencing.sbd.core.ClusterSight;
import io.systole.fencing.sbd.core.WatchReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three whole nodes with a watch over each and no fence device: what is lost is fenced by its watchdog. */
final class WatchedNodesTest {
    @TempDir
    private Path directory;

    private final Map<String, Watch> watches = new ConcurrentHashMap<>();

    /** Notes what it hears. */
    private static final class Watch implements SelfWatch {
        private final List<ClusterSight> sights = new CopyOnWriteArrayList<>();
        private final List<String> drained = new CopyOnWriteArrayList<>();

        @Override
        public List<Path> devices() {
            return List.of();
        }

        @Override
        public Optional<Duration> watchdog() {
            return Optional.of(Duration.ofMillis(700));
        }

        @Override
        public Optional<Duration> hearEvery() {
            return Optional.of(Duration.ofMillis(100));
        }

        @Override
        public void heard(ClusterSight sight) {
            sights.add(sight);
        }

        @Override
        public void drained() {
            drained.add("drained");
        }

        @Override
        public Optional<WatchReport> report() {
            return Optional.of(new WatchReport("watchdog only", List.of()));
        }
    }

    @Test
    void aLostNodeIsFencedByItsWatchdogAndALeavingOneSaysThatItRunsNothing() {
        try (WholeNodes nodes = WholeNodes.formed(directory, this::watch)) {
            assertThat(nodes.replace(DOCUMENT)).isInstanceOf(ChangeResult.Accepted.class);
            nodes.await(() -> runsOn(nodes) != null);
            String first = Objects.requireNonNull(runsOn(nodes));
            WholeNodes.NAMES.forEach(asked -> WholeNodes.NAMES.forEach(told -> nodes.await(
                    () -> "700".equals(WatchedMembership.attribute(nodes.cib(asked), new NodeName(told))))));
            assertThat(watch("n3").sights).contains(ClusterSight.QUORUM);
            assertThat(nodes.status("n2").selfWatch()).isEqualTo(new WatchReport("watchdog only", List.of()));

            nodes.crash(first);

            nodes.await(() -> {
                String now = runsOn(nodes);
                return now != null && !now.equals(first);
            });
            FencingHistory history =
                    nodes.ask(nodes.any(), nodes.parts(nodes.any()).fencer(), Fencer.GetHistory::new);
            assertThat(history.ended())
                    .anyMatch(record -> record.target().value().equals(first)
                            && record.outcome() instanceof FencingOutcome.Fenced fenced
                            && fenced.by().contains("watchdog"));

            String second = String.valueOf(runsOn(nodes));
            assertThat(watch(second).drained).isEmpty();
            nodes.leave(second);
            assertThat(watch(second).drained).containsExactly("drained");
        }
    }

    private Watch watch(String node) {
        return watches.computeIfAbsent(node, name -> new Watch());
    }

    private static @Nullable String runsOn(WholeNodes nodes) {
        String asked = nodes.any();
        return WholeNodes.NAMES.stream()
                .filter(name -> wasStarted(nodes.cib(asked), name))
                .filter(name -> isOnline(nodes.status(asked), name))
                .findFirst()
                .orElse(null);
    }

    private static boolean wasStarted(Cib cib, String name) {
        return cib.status().nodeStates().stream()
                .filter(state -> new NodeName(name).equals(state.uname()))
                .flatMap(state -> state.lrmResources().stream())
                .filter(resource -> resource.id().value().equals("db"))
                .flatMap(resource -> resource.operations().stream())
                .anyMatch(entry -> entry.operation().equals("start") && "0".equals(entry.rcCode()));
    }

    private static boolean isOnline(NodeStatus status, String name) {
        var membership = status.membership();
        return membership != null && membership.online().contains(new NodeName(name));
    }

    private static final String DOCUMENT = """
            <cib validate-with="pacemaker-3.9" epoch="1" num_updates="0" admin_epoch="0">
              <configuration>
                <crm_config>
                  <cluster_property_set id="cib-bootstrap-options">
                    <nvpair id="watchdog-timeout" name="stonith-watchdog-timeout" value="1s"/>
                  </cluster_property_set>
                </crm_config>
                <nodes/>
                <resources><primitive id="db" class="ocf" provider="systole" type="Dummy"/></resources>
                <constraints/>
              </configuration>
              <status/>
            </cib>
            """;
}
