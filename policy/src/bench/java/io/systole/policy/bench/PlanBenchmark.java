package io.systole.policy.bench;

import io.systole.cib.xml.CibXml;
import io.systole.policy.Plan;
import io.systole.policy.Planner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From the bytes of a document to the plan. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PlanBenchmark {
    /** When the plan is made: after all that the generated histories tell of. */
    static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);

    /** The file with the CIB. */
    @Param("")
    public String file = "";

    private byte[] document = {};

    @Setup
    public void load() throws IOException {
        document = Files.readAllBytes(Path.of(file));
    }

    /** Both of what a change of the CIB costs that comes as a document. */
    @Benchmark
    public Plan parseAndPlan() {
        return Planner.plan(
                CibXml.read(document).understood().orElseThrow(), NOW);
    }
}
