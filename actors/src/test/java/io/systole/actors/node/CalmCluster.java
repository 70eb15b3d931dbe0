package io.systole.actors.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.cib.ChangeResult;
import io.systole.actors.policy.wire.PlanState;
import io.systole.cib.Cib;
import io.systole.cib.NodeName;
import io.systole.cib.edit.CibEdit;
import io.systole.cib.xml.CibXml;
import io.systole.policy.Planner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A cluster with the agent that can do everything, and the judge of its calm: whenever it is at rest, planning again finds
 * nothing to do, neither by Systole's own planner nor by {@code crm_simulate}, where that is installed.
 */
final class CalmCluster implements AutoCloseable {
    private final Path directory;
    private final WholeNodes nodes;

    private CalmCluster(Path directory, WholeNodes nodes) {
        this.directory = directory;
        this.nodes = nodes;
    }

    static CalmCluster formed(Path directory) {
        Path agent = directory.resolve("own/resource.d/test/Everything");
        try (var script = Objects.requireNonNull(CalmCluster.class.getResourceAsStream("Everything"))) {
            Files.createDirectories(agent.getParent());
            Files.write(agent, script.readAllBytes());
            Files.setPosixFilePermissions(agent, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new CalmCluster(directory, WholeNodes.formed(directory));
    }

    WholeNodes nodes() {
        return nodes;
    }

    /** What the agent keeps of a resource that runs on a node. */
    Path file(String node, String resource) {
        return directory.resolve(node + "." + resource);
    }

    void standby(String node, @Nullable String value) {
        accepted(nodes.edit(new CibEdit.SetNodeAttribute(new NodeName(node), "standby", value)));
    }

    void configure(String document) {
        accepted(nodes.replace(document.replace("@DIR@", directory.toString())));
    }

    void edit(CibEdit edit) {
        accepted(nodes.edit(edit));
    }

    private static void accepted(ChangeResult result) {
        assertThat(result).isInstanceOf(ChangeResult.Accepted.class);
    }

    /**
     * Waits until the policy is at rest, and neither planner finds anything to do in what it rests on. What comes in late, such
     * as the state of a node or an attribute, ends a rest before the next is found.
     */
    void awaitCalm(String when) {
        var found = new AtomicReference<>("never at rest");
        Eventually.holds(WholeNodes.SOON, () -> when + ": " + found.get() + "\n" + nodes.story(), () -> isCalm(found));
    }

    private boolean isCalm(AtomicReference<String> found) {
        if (!atRest()) {
            return false;
        }
        Cib cib = nodes.cib(nodes.any());
        List<String> own = own(cib);
        List<String> simulated = own.isEmpty() ? simulated(cib) : List.of();
        found.set("Systole would do " + own + ", crm_simulate " + simulated);
        return own.isEmpty() && simulated.isEmpty() && atRest();
    }

    /** What is asked of a DC that dies at that moment is not answered. */
    private boolean atRest() {
        try {
            return nodes.plan(nodes.any()).phase() == PlanState.Phase.IDLE;
        } catch (CompletionException noAnswer) {
            return false;
        }
    }

    private static List<String> own(Cib cib) {
        return Planner.planLive(cib, Instant.now()).graph().actions().stream()
                .map(action -> action.operationKey() + " on " + action.onNode())
                .toList();
    }

    /** The actions that Debian's crm_simulate would run; none as well where it is not installed. */
    private List<String> simulated(Cib cib) {
        Path file = directory.resolve("live.xml");
        try {
            Files.writeString(file, CibXml.write(cib));
            if (new ProcessBuilder("sh", "-c", "command -v crm_simulate >/dev/null")
                            .start()
                            .waitFor()
                    != 0) {
                return List.of();
            }
            Process process = new ProcessBuilder("crm_simulate", "-x", file.toString(), "-S")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(said).isZero();
            String plan = said.substring(said.indexOf("Transition Summary:"), said.indexOf("Revised Cluster Status:"));
            return plan.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.endsWith(":"))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** The node on which the files of the agent say that the resource runs. */
    Optional<String> nodeOf(String resource) {
        return WholeNodes.NAMES.stream()
                .filter(node -> Files.exists(directory.resolve(node + "." + resource)))
                .findFirst();
    }

    List<String> done(String action) {
        try {
            return Files.readAllLines(directory.resolve("done.log")).stream()
                    .filter(line -> line.split(" ", -1)[2].equals(action))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    long failCount(String resource) {
        return nodes.cib(nodes.any()).status().nodeStates().stream()
                .flatMap(state -> state.transientSets().stream())
                .flatMap(set -> set.pairs().stream())
                .filter(pair -> String.valueOf(pair.name()).startsWith("fail-count-" + resource + "#"))
                .count();
    }

    @Override
    public void close() {
        nodes.close();
    }
}
