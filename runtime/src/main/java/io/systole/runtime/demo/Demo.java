package io.systole.runtime.demo;

import io.systole.runtime.ExitCode;
import io.systole.runtime.access.AccessFile;
import io.systole.runtime.access.NodeClient.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/** The story, from the start of three nodes to the return of the one that was killed. */
final class Demo {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    /** Group of three, clone of three, report, three fence devices that run no process of their own. */
    private static final int SERVICES = 7;

    private final Narrator narrator;
    private final DemoFiles files;
    private final Onlooker onlooker;
    private final Map<String, DemoNode> nodes = new LinkedHashMap<>();

    private Demo(Narrator narrator, DemoFiles files) {
        this.narrator = narrator;
        this.files = files;
        this.onlooker = new Onlooker(files);
    }

    static ExitCode run(Narrator narrator, String profile, boolean keep) throws Exception {
        var files = DemoFiles.create(profile);
        var reaper = Reaper.start(files.marker(), files.directory());
        var hook = new Thread(() -> reap(reaper), "reap");
        Runtime.getRuntime().addShutdownHook(hook);
        var demo = new Demo(narrator, files);
        try {
            demo.play();
            demo.keepIf(keep, reaper);
            return ExitCode.OK;
        } catch (DemoFailed e) {
            narrator.tell(narrator.bad("the demonstration stops here: ") + e.getMessage());
            demo.showLogs();
            demo.keepIf(keep, reaper);
            return ExitCode.FAILED;
        } finally {
            reap(reaper);
        }
    }

    private void play() throws Exception {
        narrator.title("Systole: three nodes on this machine; one is killed, the others take over.");
        start();
        configure();
        var victim = kill();
        takeOver(victim);
        comeBack(victim.name());
        narrator.summary();
    }

    private void start() throws Exception {
        var begin = System.currentTimeMillis();
        for (var name : DemoFiles.NODES) {
            nodes.put(name, DemoNode.start(files, name));
        }
        narrator.tell("started three JVMs: "
                + nodes.values().stream()
                        .map(node -> node.name() + " (process " + node.pid() + ")")
                        .collect(Collectors.joining(", ")));
        for (var name : DemoFiles.NODES) {
            Waiting.until(name + " is online with the others", PATIENCE, () -> {
                requireAlive();
                return onlooker.seesOnline(name, DemoFiles.NODES) ? Optional.of(name) : Optional.empty();
            });
        }
        var formed = System.currentTimeMillis();
        narrator.phase("start of three JVMs to a formed cluster", begin, formed);
        narrator.tell(narrator.good("formed") + ": alpha, beta and gamma are online, with quorum");
    }

    private void configure() throws Exception {
        var begin = System.currentTimeMillis();
        var answer = Waiting.until(
                "a node takes the CIB", PATIENCE, () -> onlooker.replaceCib("alpha", Files.readAllBytes(files.cib())));
        requireAccepted(answer);
        narrator.tell("configured: a promotable clone, a group, a single service, constraints, fence devices");
        Waiting.until("everything runs", PATIENCE, () -> {
            requireAlive();
            var scene = files.agentLog().scene();
            return scene.instances() == SERVICES && scene.isPromotedSomewhere("db")
                    ? Optional.of(scene)
                    : Optional.empty();
        });
        var running = lastLineAt(begin);
        narrator.phase("configuration to everything running", begin, running);
        narrator.tellAt(running, narrator.good("everything runs") + ":");
        showScene();
    }

    private record Victim(String name, Scene before, long atMs) {}

    private Victim kill() throws Exception {
        // A moment for the plan to come to rest, so that the times are those of the failure alone.
        Waiting.until("the cluster is at rest", PATIENCE, this::atRest);
        var scene = files.agentLog().scene();
        var name = scene.busiestNode().orElseThrow(() -> new DemoFailed("no node carries anything"));
        var node = node(name);
        var at = System.currentTimeMillis();
        node.kill();
        narrator.tellAt(
                at,
                narrator.bad("SIGKILL") + " to the JVM of " + name + ", which carries the most: "
                        + String.join(", ", scene.on(name)));
        narrator.detail("its " + node.processes() + " other processes live on: only fencing makes it safe to start"
                + " them elsewhere");
        return new Victim(name, scene, at);
    }

    private void takeOver(Victim victim) throws Exception {
        var survivors = DemoFiles.NODES.stream()
                .filter(name -> !name.equals(victim.name()))
                .toList();
        var node = node(victim.name());
        // Watched from the kill on: to ask the others can take longer than they need to fence.
        var watch = CompletableFuture.supplyAsync(() -> fencedAt(node, victim.name()));
        var missed = Waiting.until(
                "the others miss " + victim.name(),
                PATIENCE,
                () -> survivors.stream().anyMatch(name -> onlooker.missesOnline(name, victim.name()))
                        ? Optional.of(System.currentTimeMillis())
                        : Optional.empty());
        var fenced = watch.get();
        var detected = Math.min(missed, fenced);
        narrator.tellAt(detected, "detected: the others miss " + victim.name());
        narrator.phase("kill to detected", victim.atMs(), detected);
        narrator.tellAt(fenced, narrator.good("fenced") + ": no process of " + victim.name() + " is left");
        narrator.phase("detected to fenced", detected, fenced);
        var lost = victim.before().on(victim.name()).stream()
                .filter(resource -> !victim.before().without(victim.name()).runsSomewhere(resource))
                .toList();
        var takenOver = Waiting.until("everything that " + victim.name() + " ran runs again", PATIENCE, () -> {
            var scene = files.agentLog().scene().without(victim.name());
            return lost.stream().allMatch(scene::runsSomewhere)
                            && victim.before().promotedOn(victim.name()).stream()
                                    .allMatch(scene::isPromotedSomewhere)
                    ? Optional.of(lastLineAt(victim.atMs()))
                    : Optional.empty();
        });
        requireNothingBefore(victim, lost, fenced);
        narrator.tellAt(takenOver, narrator.good("taken over") + ":");
        showScene(victim.name());
        narrator.phase("fenced to taken over", fenced, takenOver);
        narrator.phase("kill to taken over", victim.atMs(), takenOver);
    }

    private static long fencedAt(DemoNode node, String name) {
        try {
            return Waiting.until(
                    name + " is fenced: none of its processes is left",
                    PATIENCE,
                    () -> node.processes() == 0 ? Optional.of(System.currentTimeMillis()) : Optional.empty());
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    /** Dead first: told as it is, even where it does not flatter. */
    private void requireNothingBefore(Victim victim, List<String> lost, long fencedAt) throws Exception {
        for (var line : files.agentLog().lines()) {
            var isTakeOver = line.action().equals("start")
                    && line.atMs() > victim.atMs()
                    && !line.node().equals(victim.name())
                    && lost.contains(line.resource());
            if (isTakeOver && line.atMs() < fencedAt - 50) {
                throw new DemoFailed(
                        line.resource() + " was started on " + line.node() + " before " + victim.name() + " was dead");
            }
        }
    }

    private void comeBack(String name) throws Exception {
        var begin = System.currentTimeMillis();
        node(name).startAgain();
        narrator.tell("started " + name + " again (process " + node(name).pid() + ")");
        Waiting.until(
                name + " is back",
                PATIENCE,
                () -> onlooker.seesOnline(name, DemoFiles.NODES) ? Optional.of(name) : Optional.empty());
        var back = System.currentTimeMillis();
        narrator.tellAt(back, narrator.good("back") + ": " + name + " is a member again");
        narrator.phase("start of the JVM to a member again", begin, back);
        Waiting.until(name + " has its place", PATIENCE, () -> {
            var isRunning = files.agentLog().lines().stream()
                    .anyMatch(line -> line.atMs() > begin
                            && line.node().equals(name)
                            && line.action().equals("start")
                            && line.done());
            return isRunning ? Optional.of(name) : Optional.empty();
        });
        Waiting.until("the cluster is at rest", PATIENCE, this::atRest);
        narrator.tell("its place in the cluster: what was taken over stays where it is");
        showSceneSince(name, begin);
    }

    private Optional<Boolean> atRest() {
        return DemoFiles.NODES.stream()
                        .anyMatch(name -> onlooker.status(name)
                                .map(text -> text.contains("* Transition: idle"))
                                .orElse(false))
                ? Optional.of(true)
                : Optional.empty();
    }

    private void showScene() throws IOException {
        show(files.agentLog().scene());
    }

    private void showScene(String without) throws IOException {
        show(files.agentLog().scene().without(without));
    }

    /** A node that died and came back runs only what it started since. */
    private void showSceneSince(String node, long sinceMs) throws IOException {
        show(Scene.of(files.agentLog().lines().stream()
                .filter(line -> !line.node().equals(node) || line.atMs() > sinceMs)
                .toList()));
    }

    private void show(Scene scene) {
        for (var name : DemoFiles.NODES) {
            var promoted = scene.promotedOn(name);
            var resources = scene.on(name).stream()
                    .map(resource -> promoted.contains(resource) ? resource + " (promoted)" : resource)
                    .collect(Collectors.joining(", "));
            if (!resources.isEmpty()) {
                narrator.detail(String.format(java.util.Locale.ROOT, "%-6s", name) + " " + resources);
            }
        }
    }

    private long lastLineAt(long otherwise) throws IOException {
        return files.agentLog().lines().stream()
                .filter(line -> line.done() && line.atMs() > otherwise)
                .mapToLong(AgentLine::atMs)
                .max()
                .orElse(otherwise);
    }

    private DemoNode node(String name) throws DemoFailed {
        var node = nodes.get(name);
        if (node == null) {
            throw new DemoFailed("an agent speaks of a node " + name + " that was never started");
        }
        return node;
    }

    private void requireAlive() throws DemoFailed {
        for (var node : nodes.values()) {
            if (!node.isAlive()) {
                throw new DemoFailed("the JVM of " + node.name() + " ended");
            }
        }
    }

    private static void requireAccepted(Answer answer) throws DemoFailed {
        if (!answer.isSuccess()) {
            throw new DemoFailed("the CIB was not taken: " + answer.body());
        }
    }

    private void showLogs() throws IOException {
        for (var name : DemoFiles.NODES) {
            if (Files.exists(files.log(name))) {
                var lines = Files.readAllLines(files.log(name));
                narrator.detail("the last lines of the log of " + name + ":");
                lines.subList(Math.max(0, lines.size() - 15), lines.size()).forEach(narrator::detail);
            }
        }
    }

    private void keepIf(boolean keep, Reaper reaper) throws IOException, InterruptedException {
        if (!keep) {
            return;
        }
        files.keep();
        reaper.callOff();
        narrator.title("The cluster goes on.");
        narrator.detail("look at it:  systole status --config " + files.config());
        var run = files.run(DemoFiles.NODES.get(1));
        AccessFile.read(run)
                .ifPresent(access -> narrator.detail(
                        "in browsers: " + access.url() + ", with the token in " + run.resolve(AccessFile.NAME)));
        narrator.detail("its logs:    " + files.directory() + "/*.log");
        narrator.detail("stop it:     systole demo --stop");
    }

    private static void reap(Reaper reaper) {
        try {
            reaper.reap();
        } catch (IOException e) {
            // It was closed before, or called off.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
