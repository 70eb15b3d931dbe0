package io.systole.multijvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Looks for false alarms: three nodes on hosts made of namespaces (root) with nothing wrong, while other processes keep
 * all processors busy. Not a test:
 *
 * <pre>java -cp multi-jvm-tests/target/test-classes io.systole.multijvm.Calm [MINUTES] [PROFILE] [BUSY PROCESSES]</pre>
 *
 * Exits with 1 when a node was taken for lost or fenced. Also says what an idle node costs (BUSY PROCESSES 0).
 */
final class Calm {
    /** What is counted, by the code in the nodes' logs. */
    private static final Map<String, String> ALARMS = Map.of(
            "SY-M007", "silent for a moment",
            "SY-M004", "taken for lost",
            "SY-F001", "fencing asked",
            "SY-N006", "paused itself");

    private Calm() {}

    /** Arguments: for how many minutes (10), which profile (default), how many busy processes (two for each processor). */
    public static void main(String[] arguments) throws IOException {
        var minutes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
        var profile = arguments.length > 1 ? arguments[1] : "default";
        var busy = arguments.length > 2
                ? Integer.parseInt(arguments[2])
                : 2 * Runtime.getRuntime().availableProcessors();
        var cluster = MeasuredCluster.form(profile, 3, "");
        long alarms;
        try (cluster) {
            cluster.settle(cluster.dc(), Stage.Extras.NONE);
            System.out.printf(
                    "profile %s, %d processors, %d busy processes, %d minutes%n",
                    profile, Runtime.getRuntime().availableProcessors(), busy, minutes);
            alarms = watch(cluster, minutes, busy);
        }
        Harness.deleteTree(cluster.cluster().directory());
        System.exit(alarms == 0 ? 0 : 1);
    }

    /** How many nodes were taken for lost or fenced. */
    private static long watch(MeasuredCluster cluster, int minutes, int busy) throws IOException {
        var before = lines(cluster);
        var ticks = ticks(cluster);
        var since = System.nanoTime();
        var load = load(busy, minutes);
        try {
            for (var minute = 1; minute <= minutes; minute++) {
                Await.holds("calm", Duration.ofMinutes(1), () -> true, () -> "");
                System.out.printf(
                        "minute %d: load %s%n",
                        minute, Files.readString(Path.of("/proc/loadavg")).strip());
            }
        } finally {
            // timeout passes the signal on to what it started
            load.forEach(Process::destroy);
        }
        var seconds = (System.nanoTime() - since) / 1e9;
        var spent = ticks(cluster) - ticks;
        var all = lines(cluster);
        var news = all.subList(before.size(), all.size());
        ALARMS.keySet().stream()
                .sorted()
                .forEach(code -> System.out.printf("%-20s %d%n", ALARMS.get(code), count(news, code)));
        var fenced = cluster.events().stream()
                .filter(event -> event.action().equals("fence"))
                .count();
        System.out.printf("%-20s %d%n", "asked of devices", fenced);
        // The kernel counts in hundredths of a second.
        System.out.printf(
                "processor time of a node: %.1f %% of one%n",
                spent / seconds / cluster.names().size());
        return count(news, "SY-M004") + count(news, "SY-F001") + fenced;
    }

    private static long count(List<String> lines, String code) {
        return lines.stream().filter(line -> line.contains(code)).count();
    }

    private static List<String> lines(MeasuredCluster cluster) throws IOException {
        var lines = new ArrayList<String>();
        for (var name : cluster.names()) {
            lines.addAll(Files.readAllLines(cluster.cluster().config().log(name)));
        }
        return lines;
    }

    /** Of all JVMs together, since they were started. */
    private static long ticks(MeasuredCluster cluster) throws IOException {
        long ticks = 0;
        for (var name : cluster.names()) {
            for (var pid : cluster.cluster().jvms(name)) {
                var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
                var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
                ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            }
        }
        return ticks;
    }

    /** At the priority that everything has; they end by themselves if this does not end them. */
    private static List<Process> load(int processes, int minutes) throws IOException {
        var started = new ArrayList<Process>();
        for (var i = 0; i < processes; i++) {
            started.add(new ProcessBuilder(
                            "timeout", Integer.toString(60 * minutes + 60), "sh", "-c", "while :; do :; done")
                    .inheritIO()
                    .start());
        }
        return started;
    }
}
