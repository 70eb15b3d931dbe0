package io.systole.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plans the collected scheduler cases, where they are at hand, and has their own judge compare: no level may fall under what
 * was reached. {@code SCHEDULER_CASES} names another directory.
 */
class SharedCasesTest {
    private static final String LEVEL_MIN = "all=100";

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void agreesWithTheReferenceAsFarAsReached(@TempDir Path out) throws IOException, InterruptedException {
        String configured = System.getenv("SCHEDULER_CASES");
        Path home = Path.of(configured != null ? configured : "../../shared/scheduler-cases");
        Path judge = home.resolve("compare");
        assumeTrue(
                Files.isExecutable(judge),
                "no scheduler cases in " + home.toAbsolutePath().normalize());

        CaseRunner.main(new String[] {home.resolve("cases").toString(), out.toString()});
        Process process = new ProcessBuilder(judge.toString(), out.toString(), "--min", LEVEL_MIN)
                .redirectErrorStream(true)
                .start();
        String verdict = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(verdict).isZero();
    }
}
