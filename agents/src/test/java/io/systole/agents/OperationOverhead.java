package io.systole.agents;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Measures what Systole adds to an operation of an agent: the monitor of an agent that does next to nothing, run one after
 * the other as a node runs it, and by Perl's fork, exec and wait with the same variables. Not a test; run it on a quiet
 * machine, after a build:
 *
 * <pre>java -cp agents/target/test-classes:runtime/target/systole.jar io.systole.agents.OperationOverhead [RUNS]</pre>
 */
final class OperationOverhead {
    private static final String BARE = """
            use Time::HiRes qw(time);
            for (1 .. $ARGV[1]) {
                my $begin = time;
                my $pid = fork;
                if (!$pid) { exec $ARGV[0], 'monitor' or exit 99; }
                waitpid $pid, 0;
                printf "%d\\n", (time - $begin) * 1e9;
            }
            """;

    private OperationOverhead() {}

    /** Argument: how many runs of each kind (500). */
    public static void main(String[] arguments) throws Exception {
        int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 500;
        var directory = Files.createTempDirectory("systole-overhead-");
        var threads = Executors.newCachedThreadPool();
        try {
            var shipped = ShippedAgents.extractTo(directory.resolve("shipped"));
            var environment = AgentEnvironment.of("n1", shipped, directory.resolve("scratch"), new TreeMap<>());
            var runner = new ProcessAgentRunner(environment, threads);
            var agent = AgentId.ocf("systole", "Dummy");
            run(runner, AgentCall.of(agent, "rsc", "start", Duration.ofSeconds(20)));
            var call = AgentCall.of(agent, "rsc", "monitor", Duration.ofSeconds(20));
            for (int i = 0; i < runs; i++) {
                run(runner, call);
            }
            var own = new ArrayList<Long>();
            var bare = new ArrayList<Long>();
            for (int part = 0; part < 5; part++) {
                for (int i = 0; i < runs / 5; i++) {
                    own.add(run(runner, call));
                }
                bare.addAll(bare(shipped, environment, runs / 5));
            }
            print("by Systole", own);
            print("bare", bare);
            System.out.printf("added: median %.2f ms%n", (median(own) - median(bare)) / 1e6);
        } finally {
            threads.shutdownNow();
        }
    }

    private static long run(ProcessAgentRunner runner, AgentCall call) throws Exception {
        long begin = System.nanoTime();
        var result = runner.run(call).toCompletableFuture().get(60, TimeUnit.SECONDS);
        if (result.rc() != 0) {
            throw new AssertionError(result.toString());
        }
        return System.nanoTime() - begin;
    }

    private static List<Long> bare(ShippedAgents shipped, AgentEnvironment environment, int runs)
            throws IOException, InterruptedException {
        Path agent = shipped.ocfRoot().resolve("resource.d/systole/Dummy");
        var builder = new ProcessBuilder("perl", "-e", BARE, agent.toString(), Integer.toString(runs));
        builder.environment().put("OCF_ROOT", shipped.ocfRoot().toString());
        builder.environment().put("OCF_RESOURCE_INSTANCE", "rsc");
        builder.environment().put("HA_RSCTMP", environment.scratch().toString());
        builder.environment().put("SYSTOLE_NODE", "n1");
        builder.redirectErrorStream(true);
        var process = builder.start();
        var lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                .lines()
                .toList();
        process.waitFor();
        return lines.stream().map(Long::valueOf).toList();
    }

    private static long median(List<Long> nanos) {
        return nanos.stream().sorted().toList().get(nanos.size() / 2);
    }

    private static void print(String what, List<Long> nanos) {
        var sorted = nanos.stream().sorted().toList();
        System.out.printf(
                "%-10s %d runs: median %.2f ms, 95 %% below %.2f ms%n",
                what, nanos.size(), median(nanos) / 1e6, sorted.get(nanos.size() * 95 / 100) / 1e6);
    }
}
