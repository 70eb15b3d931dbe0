package io.systole.splitbrain.core;

import io.systole.splitbrain.golden.GoldenFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scripts of one node's life: what it hears, and what it then wants done. */
final class SurvivorGoldenTest {
    static List<Path> cases() throws IOException {
        List<Path> all = new ArrayList<>(GoldenFile.in("survivor"));
        all.addAll(GoldenFile.in("quorum"));
        return all;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void decidesAsTheCaseSays(Path file) throws IOException {
        GoldenFile.check(file, commands -> new SurvivorScript().run(commands));
    }
}
