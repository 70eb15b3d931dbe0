package io.systole.runtime.http;

import io.systole.cib.NodeName;
import io.systole.runtime.doctor.ClusterFacts;
import io.systole.runtime.doctor.Diagnosis;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.util.ByteString;

/** Hosts that are well, and remember what was asked of them. */
final class FakeHosts implements HostsDoor {
    private final FakeDoor door;

    FakeHosts(FakeDoor door) {
        this.door = door;
    }

    @Override
    public CompletionStage<Outcome> tryAlert(AlertWish wish) {
        door.asked.add("try " + wish.alert() + " " + wish.recipient() + " " + wish.kind() + " " + wish.node());
        return door.answer;
    }

    @Override
    public CompletionStage<Optional<Diagnosis>> doctor() {
        door.asked.add("doctor");
        var facts = new ClusterFacts(
                "n1",
                true,
                List.of("n1", "n2"),
                List.of(),
                new TreeMap<>(Map.of("n2", "no answer in time")),
                new TreeMap<>(),
                List.of(),
                List.of(),
                null);
        return CompletableFuture.completedStage(door.seesAll ? Optional.of(Diagnosis.of(facts)) : Optional.empty());
    }

    @Override
    public CompletionStage<NodeReport> report(NodeName node, Instant from, Instant to) {
        door.asked.add("report " + node + " " + from + " " + to);
        return CompletableFuture.completedStage(
                door.seesAll ? new NodeReport(ByteString.fromString("archive"), null) : new NodeReport(null, null));
    }
}
