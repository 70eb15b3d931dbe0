package io.systole.actors.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.systole.actors.config.PekkoConfig;
import io.systole.cib.NodeName;
import io.systole.splitbrain.FencingOutcome;
import io.systole.splitbrain.SplitBrain;
import io.systole.splitbrain.core.LeaseRules;
import io.systole.splitbrain.core.QuorumRules;
import io.systole.splitbrain.core.QuorumSettings;
import io.systole.splitbrain.core.Standing;
import io.systole.splitbrain.lease.FileLease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.pekko.coordination.lease.LeaseSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The strategy lease-majority with the lease in a file, on real actor systems. */
final class LeaseMajorityTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String LEASE = "c-systole-sbr";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private List<MembershipNode> nodes = List.of();

    @AfterEach
    void stopAll() {
        nodes.forEach(MembershipNode::crash);
        nodes.forEach(
                node -> node.system.getWhenTerminated().toCompletableFuture().join());
    }

    @Test
    void halfOfTheMembersGoesOnOnceItHasTheLeaseAndNotBefore() throws Exception {
        var shared = Files.createDirectory(directory.resolve("shared"));
        var other = lease(shared);
        assertThat(other.acquire().toCompletableFuture().join()).isTrue();
        form(shared);
        MembershipNode n3 = nodes.get(2);
        MembershipNode n4 = nodes.get(3);

        nodes.get(0).crash();
        nodes.get(1).crash();

        await(n3, () -> n3.now().lease() != null);
        await(n4, () -> n4.now().lease() != null);
        assertThat(reason(n3)).doesNotContain("this side has the lease");
        assertThat(n3.fencing).as("nobody is fenced without it").isEmpty();

        assertThat(other.release().toCompletableFuture().join()).isTrue();

        await(
                n3,
                () -> reason(n3).contains("this side has the lease") && n3.now().quorate());
        await(
                n4,
                () -> reason(n4).contains("this side has the lease") && n4.now().quorate());
        for (var i = 0; i < 2; i++) {
            n3.nextFencing(SOON).answer().complete(FencingOutcome.confirmedBy("the switch"));
        }
        await(n3, () -> n3.standing("n1") == Standing.FENCED && n3.standing("n2") == Standing.FENCED);
        assertThat(n4.fencing).as("only the leader asks").isEmpty();
        // The members that are left are all: what they need a lease for is over, and it is given back.
        await(n4, () -> n4.now().quorate() && n4.now().lease() == null);
        Eventually.holds(SOON, () -> files(shared), () -> files(shared).contains(LEASE + ".2: given back"));
    }

    private static FileLease lease(Path shared) {
        var config = ConfigFactory.load().getConfig(PekkoConfig.FILE_LEASE);
        var own = ConfigFactory.parseMap(Map.of("directory", shared.toString()));
        return new FileLease(LeaseSettings.apply(own.withFallback(config), LEASE, "another side"));
    }

    private void form(Path shared) {
        var list = TestNodes.addresses("n1", "n2", "n3", "n4");
        var rules = QuorumRules.leaseMajority(new LeaseRules(
                PekkoConfig.FILE_LEASE, shared.toString(), Duration.ofMillis(500), Duration.ofSeconds(1)));
        QuorumSettings quorum = TestNodes.oneVoteEach(list).withRules(rules);
        nodes = Stream.of("n1", "n2", "n3", "n4")
                .map(name -> new MembershipNode(
                        TestNodes.settings("c", name, list, quorum, directory, FailureProfile.DEFAULT)))
                .toList();
        for (MembershipNode node : nodes) {
            await(node, () -> node.online().size() == 4 && node.now().quorate());
            SplitBrain.get(node.system).synchronised();
        }
        assertThat(nodes.get(3).now().leader()).isEqualTo(new NodeName("n1"));
    }

    private static String reason(MembershipNode node) {
        return node.now().quorum().reason();
    }

    private static void await(MembershipNode node, BooleanSupplier condition) {
        Eventually.holds(SOON, node.view::toString, condition);
    }

    private static String files(Path shared) {
        try (var all = Files.list(shared)) {
            var text = new StringBuilder();
            for (var file : all.sorted().toList()) {
                text.append(file.getFileName())
                        .append(": ")
                        .append(Files.readString(file))
                        .append('\n');
            }
            return text.toString();
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}
