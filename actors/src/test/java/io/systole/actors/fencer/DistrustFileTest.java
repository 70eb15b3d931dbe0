package io.systole.actors.fencer;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.fencer.core.Proofs;
import io.systole.actors.fencer.core.Proofs.Lie;
import io.systole.cib.NodeName;
import io.systole.cib.ResourceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DistrustFileTest {
    private static final ResourceId D1 = new ResourceId("d1");
    private static final ResourceId D2 = new ResourceId("d2");
    private static final Instant AT = Instant.ofEpochMilli(1_700_000_000_123L);
    private static final Lie LIE = new Lie(D1, new NodeName("n2"), AT);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void whatWasWrittenIsReadAgain() {
        var proofs = new Proofs(
                new TreeMap<>(), new TreeMap<>(Map.of(D1, LIE)), new TreeMap<>(Map.of(D2, AT.plusMillis(1))));

        file().write(proofs);

        assertThat(file().read()).isEqualTo(proofs);
        file().write(Proofs.none());
        assertThat(file().read()).isEqualTo(Proofs.none());
    }

    @Test
    void nothingIsKnownBeforeTheFirstLie() {
        assertThat(file().read()).isEqualTo(Proofs.none());
    }

    @Test
    void aDamagedLineIsLeftOut() throws IOException {
        Files.writeString(path(), "lied d1 n2 1700000000123\nlied d2\nlied d2 n2 soon\n\0\0\n");

        assertThat(file().read().lies()).containsExactly(Map.entry(D1, LIE));
    }

    private Path path() {
        return directory.resolve("fence-devices");
    }

    private DistrustFile file() {
        return new DistrustFile(path(), Runnable::run);
    }
}
