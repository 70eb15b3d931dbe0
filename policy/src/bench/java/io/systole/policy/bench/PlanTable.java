package io.systole.policy.bench;

import io.systole.policy.cluster.ClusterShape;
import io.systole.policy.cluster.ClusterState;
import io.systole.policy.cluster.GeneratedCluster;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Prints one table: for each generated cluster and state the time of a plan of ours (warm, parsing included) beside the CPU
 * time of <code>crm_simulate --profile</code> on the same file. Arguments: the directory for the files, a pattern of the rows
 * that are wanted, and after how many seconds crm_simulate is given up.
 */
public final class PlanTable {
    private static final PrintStream OUT = System.out;
    private static final String ROW = "%-28s %-10s %10s %14s %8s%n";

    private final Path directory;
    private final CrmSimulate theirs;

    private PlanTable(Path directory, CrmSimulate theirs) {
        this.directory = directory;
        this.theirs = theirs;
    }

    public static void main(String[] args) throws IOException, RunnerException, InterruptedException {
        Path directory = Files.createDirectories(Path.of(args[0]));
        Pattern wanted = Pattern.compile(args[1]);
        PlanTable table = new PlanTable(directory, new CrmSimulate(directory, Integer.parseInt(args[2])));
        OUT.printf(ROW, "cluster", "state", "ours s", "crm_simulate s", "ratio");
        for (ClusterShape shape : ClusterShape.measured()) {
            for (ClusterState state : ClusterState.measured()) {
                if (wanted.matcher(shape.word() + "-" + state.word()).find()) {
                    table.row(shape, state);
                }
            }
        }
    }

    private void row(ClusterShape shape, ClusterState state) throws IOException, RunnerException, InterruptedException {
        Path file = directory.resolve(shape.word() + "-" + state.word() + ".xml");
        Files.writeString(file, GeneratedCluster.xml(shape, state));
        double own = ours(file, shape);
        OptionalDouble other = theirs.seconds(file);
        OUT.printf(
                ROW,
                shape.word(),
                state.word(),
                text(own, 4),
                other.isPresent() ? text(other.getAsDouble(), 2) : theirs.whyNone(),
                other.isPresent() ? text(other.getAsDouble() / own, 1) : "-");
        OUT.flush();
    }

    private static String text(double number, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", number);
    }

    private double ours(Path file, ClusterShape shape) throws RunnerException {
        boolean large = shape.nodes() * shape.count() > 100_000;
        RunResult result = new Runner(new OptionsBuilder()
                        .include(PlanBenchmark.class.getName())
                        .param("file", file.toString())
                        .forks(1)
                        .jvmArgs("-XX:+UseSerialGC", large ? "-Xmx4g" : "-Xmx1g", large ? "-Xms4g" : "-Xms1g")
                        .warmupIterations(5)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(3)
                        .measurementTime(TimeValue.seconds(1))
                        .output(directory.resolve("jmh.log").toString())
                        .build())
                .runSingle();
        return result.getPrimaryResult().getScore() / 1000;
    }
}
