package io.systole.runtime.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.systole.runtime.config.ConfigFile;
import io.systole.runtime.config.SystoleConfig;
import io.systole.runtime.tls.join.ClusterPlan;
import io.systole.runtime.tls.join.Enrolment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateLookTest {
    @TempDir
    private Path directory = Path.of("");

    private SystoleConfig config(String more) throws Exception {
        return ConfigFile.from(
                ConfigFactory.parseString("""
                        systole {
                          cluster-name = drill
                          nodes = [{ name = a, addresses = ["10.0.0.1"] }]
                          directories { state = "%s/state", run = "%s/run" }
                          tls { directory = "%s/tls" }
                          %s
                        }
                        """.formatted(directory, directory, directory, more)), Optional.of("a"));
    }

    @Test
    void whereThereAreNoneNothingIsSaid() throws Exception {
        assertThat(CertificateLook.at(config(""))).isEmpty();
    }

    @Test
    void theNodesIsForAllItsNamesUntilOneIsAdded() throws Exception {
        new Enrolment(ClusterPlan.of(config("management.address = \"10.9.0.1\""))).init();

        assertThat(CertificateLook.at(config("management.address = \"10.9.0.1\"")))
                .singleElement()
                .matches(
                        found -> found.purpose().equals("node") && found.fault().isEmpty())
                .matches(found -> found.lacks().isEmpty())
                .matches(found -> found.names().contains("10.9.0.1"));
        assertThat(CertificateLook.at(config("tls.names = [\"HA.example.com\", \"10.0.0.1\"]")))
                .singleElement()
                .matches(found -> found.lacks().equals(java.util.List.of("HA.example.com")));
    }

    @Test
    void whatCannotBeUsedIsAFault() throws Exception {
        new Enrolment(ClusterPlan.of(config(""))).init();
        var key = directory.resolve("tls/node.pem");

        assertThat(CertificateLook.at(
                        config("management.tls { certificate = \"%s\", key = \"%s/none\" }".formatted(key, directory))))
                .hasSize(2)
                .last()
                .matches(found -> found.purpose().equals("management"))
                .matches(
                        found -> found.file().endsWith("/none") && found.fault().equals("is missing"));
        Files.delete(key);
        assertThat(CertificateLook.at(config("")))
                .singleElement()
                .matches(found ->
                        found.file().endsWith("node.pem") && found.fault().equals("is missing"));
    }
}
