package io.systole.actors.cib.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.actors.cib.core.CibEffect;
import io.systole.actors.cib.core.StoredConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that was damaged is known to be, over restarts, until something is stored in it that follows on the cluster's. */
class DamageTest {
    @TempDir
    private Path directory = Path.of("");

    @BeforeEach
    void storesSomething() throws IOException {
        new ConfigurationFiles(directory).storeWhole(whole());
    }

    private static CibEffect.StoreWhole whole() {
        return new CibEffect.StoreWhole(StoredConfiguration.nothing(), List.of(), false);
    }

    private Loaded load() {
        return new ConfigurationFiles(directory).load();
    }

    private void damage() throws IOException {
        Path file = directory.resolve("cib.xml");
        Files.writeString(file, Files.readString(file).replace("configuration", "konfiguration"));
    }

    @Test
    void aWholeStoreIsNotDamaged() {
        assertThat(load().damaged()).isFalse();
    }

    @Test
    void theStartAfterTheOneThatFoundTheDamageKnowsOfIt() throws IOException {
        damage();
        assertThat(load().damaged()).isTrue();

        Loaded later = load();

        assertThat(later.damaged()).isTrue();
        assertThat(later.reports()).singleElement().asString().contains("at an earlier start");
    }

    @Test
    void whatIsStoredAnewEndsTheDamage() throws IOException {
        damage();
        load();

        new ConfigurationFiles(directory).storeWhole(whole());

        assertThat(load().damaged()).isFalse();
    }
}
