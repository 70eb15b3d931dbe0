package io.systole.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * No lost word: a client writes numbered changes while nodes are killed, paused and started at random moments, all of them
 * at once included. Nothing that it was told to be done is lost, nothing is done twice, and all come to the same. Judged
 * from the journals on the disks. {@code -Djournal.rounds=N} for more rounds, {@code -Djournal.seed=N} for other ones.
 */
class JournalIT {
    private static final int ROUNDS = Integer.getInteger("journal.rounds", 50);
    private static final long SEED = Long.getLong("journal.seed", 1);
    private static final int QUORUM = 2;

    @RegisterExtension
    final LoopbackExtension loopback = new LoopbackExtension();

    private final Random random = new Random(SEED);

    @Test
    void whatAClientWasToldIsThereWhateverIsKilledWhenever() throws IOException {
        var cluster = loopback.cluster();
        cluster.form(LoopbackCluster.NAMES);
        cluster.configure(Drill.cib(cluster, "n1"));

        try (var scribe = Scribe.start(LoopbackCluster.NAMES, JournalIT.door(cluster), SEED)) {
            for (var round = 1; round <= ROUNDS; round++) {
                fault(cluster, scribe);
                recover(cluster);
            }
            startAll(cluster);
            scribe.end();
            judge(cluster, scribe.written());
        }
    }

    private static Scribe.Door door(LoopbackCluster cluster) {
        return (node, request, xml) -> cluster.at(node)
                .request(request, "POST", "/v1/cib/create?scope=crm_config", xml)
                .ok();
    }

    /** The client works on for a moment; then it happens. */
    private void fault(LoopbackCluster cluster, Scribe scribe) {
        var before = scribe.written().size();
        Await.until(
                "the client gets on",
                LoopbackCluster.GENEROUS,
                () -> scribe.written().size() > before + 3,
                () -> scribe.stuck() + "\n" + cluster.story());
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(300_000)));
        var running = new ArrayList<>(
                LoopbackCluster.NAMES.stream().filter(cluster::isRunning).toList());
        Collections.shuffle(running, random);
        var dice = random.nextInt(10);
        if (dice < 4) {
            kill(cluster, running.subList(0, 1));
        } else if (dice < 7) {
            kill(cluster, running);
        } else if (dice < 9) {
            kill(cluster, running.subList(0, running.size() - 1));
        } else {
            pauseWriter(cluster, running.get(0));
        }
    }

    private static void kill(LoopbackCluster cluster, List<String> nodes) {
        for (var node : nodes) {
            cluster.agents().fault(node, "killed");
            cluster.node(node).sigkill();
        }
    }

    /** Longer than the others wait for it, while it writes: it wakes deposed, or fenced, or is killed as one of two. */
    private void pauseWriter(LoopbackCluster cluster, String otherwise) {
        var node = otherwise;
        try {
            var dc = cluster.at(otherwise).cib().dc();
            node = cluster.isRunning(dc) ? dc : otherwise;
        } catch (IOException noAnswer) {
            // one that does not answer is paused all the same
        }
        cluster.agents().fault(node, "paused");
        cluster.node(node).sigstop();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1_000 + random.nextInt(2_500)));
        cluster.node(node).sigcont();
    }

    /** Enough for a quorum, sometimes not all, come back: any of them may have to have it all. */
    private void recover(LoopbackCluster cluster) {
        var down = new ArrayList<>(LoopbackCluster.NAMES.stream()
                .filter(name -> !cluster.isRunning(name))
                .toList());
        Collections.shuffle(down, random);
        var needed = QUORUM - (LoopbackCluster.NAMES.size() - down.size());
        var wanted = random.nextInt(4) == 0 ? Math.max(0, needed) : down.size();
        down.subList(0, Math.min(wanted, down.size())).forEach(cluster::start);
    }

    private static void startAll(LoopbackCluster cluster) {
        Await.until(
                "all nodes are members",
                LoopbackCluster.GENEROUS,
                () -> {
                    cluster.startMissing();
                    return cluster.at("n1").cib().online().containsAll(LoopbackCluster.NAMES);
                },
                cluster::story);
    }

    private static void judge(LoopbackCluster cluster, List<Scribe.Written> written) {
        Await.until(
                "all nodes have the same configuration and the same journal",
                LoopbackCluster.GENEROUS,
                () -> {
                    // The last that was killed may be fenced only now, when it was started again already.
                    cluster.startMissing();
                    return LoopbackCluster.NAMES.stream()
                                    .map(name -> journal(cluster, name))
                                    .distinct()
                                    .count()
                            == 1;
                },
                cluster::story);
        var journal = journal(cluster, "n1");
        System.out.printf(
                "%d rounds, %d changes told to be done, %d of them asked for more than once%n",
                ROUNDS,
                written.size(),
                written.stream().filter(change -> change.tries() > 1).count());

        assertThat(JournalRules.violations(journal, written))
                .as(cluster.story())
                .isEmpty();
        for (var name : LoopbackCluster.NAMES) {
            assertThat(unset(cluster, name, written))
                    .as("told to be done, and not in the CIB of " + name)
                    .isEmpty();
        }
        assertThat(written).hasSizeGreaterThan(3 * ROUNDS);
    }

    private static List<String> journal(LoopbackCluster cluster, String node) {
        try {
            return JournalRules.requests(cluster.config().state(node));
        } catch (IOException failure) {
            throw new AssertionError("the journal of " + node, failure);
        }
    }

    private static List<String> unset(LoopbackCluster cluster, String node, List<Scribe.Written> written) {
        try {
            var cib = cluster.at(node).cib();
            return written.stream()
                    .map(Scribe.Written::name)
                    .filter(name -> !cib.has("nvpair", name + "-v"))
                    .toList();
        } catch (IOException failure) {
            throw new AssertionError("the CIB of " + node, failure);
        }
    }
}
