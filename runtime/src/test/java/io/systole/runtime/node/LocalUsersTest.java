package io.systole.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.cib.acl.Subject;
import io.systole.runtime.access.AccessFile;
import io.systole.runtime.access.Credentials;
import io.systole.runtime.access.NodeAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalUsersTest {
    private static final String ME = System.getProperty("user.name");

    // a path of a socket must be short, which a temporary directory of the build may not be
    private Path directory = Path.of("");
    private final Identities identities = new Identities("owners-token");

    @BeforeEach
    void make() throws IOException {
        directory = Files.createTempDirectory(Path.of("/tmp"), "sy-");
    }

    @AfterEach
    void remove() throws IOException {
        for (var name : List.of("address", "management", "token", "identify")) {
            Files.deleteIfExists(directory.resolve(name));
        }
        Files.delete(directory);
    }

    private Optional<Subject> known(String token) {
        return identities
                .with(other -> CompletableFuture.completedStage(Optional.empty()))
                .identify(token)
                .toCompletableFuture()
                .join();
    }

    @Test
    void theKernelSaysWhoComesWithoutAToken() throws Exception {
        new NodeAddress("http://127.0.0.1:9621", "n1").write(directory);

        try (var users = LocalUsers.listen(directory, identities, "haclient").orElseThrow()) {
            assertThat(users).isNotNull();
            var entered = Credentials.of(null).enter(directory).orElseThrow();

            assertThat(entered.url()).isEqualTo("http://127.0.0.1:9621");
            assertThat(known(entered.token())).contains(Subject.superuser(ME));
        }
        assertThat(Files.exists(NodeAddress.socket(directory))).isFalse();
    }

    @Test
    void onlyMembersOfTheGroupAreLetIn() {
        assertThat(LocalUsers.subject("bob", "root", "haclient", List.of("bob", "haclient")))
                .contains(new Subject("bob", List.of("bob", "haclient"), false));
        assertThat(LocalUsers.subject("bob", "root", "haclient", List.of("bob")))
                .isEmpty();
        assertThat(LocalUsers.subject("bob", "root", "", List.of("bob"))).isEmpty();
        assertThat(LocalUsers.subject("root", "systole", "haclient", List.of("root")))
                .contains(new Subject("root", List.of("root"), true));
        assertThat(LocalUsers.subject("systole", "systole", "haclient", List.of()))
                .contains(Subject.superuser("systole"));
    }

    @Test
    void theGroupsOfAUserAreTheHosts() throws IOException {
        assertThat(OsGroups.of("root")).contains("root");
        assertThat(OsGroups.of("nobody-of-that-name")).isEmpty();
    }

    @Test
    void aTokenLastsAWhile() {
        var now = Instant.now();
        var lasting = identities.open(Subject.of("bob", List.of()), now);
        var old = identities.open(Subject.of("eve", List.of()), now.minus(11, ChronoUnit.MINUTES));

        assertThat(known(lasting)).contains(Subject.of("bob", List.of()));
        assertThat(known(old)).isEmpty();
        assertThat(known("owners-token")).contains(Subject.superuser(ME));
        assertThat(known("")).isEmpty();
    }

    @Test
    void aNamedTokenFileComesBeforeTheAccessFile() throws IOException {
        new AccessFile("http://127.0.0.1:9621", "owners-token", "n1", 1).write(directory);
        new NodeAddress("http://127.0.0.1:9621", "n1").write(directory);
        var file = Files.writeString(directory.resolve("token"), "bobs-token\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        assertThat(Credentials.of(null).enter(directory)).map(AccessFile::token).contains("owners-token");
        assertThat(Credentials.of(file).enter(directory)).map(AccessFile::token).contains("bobs-token");
    }
}
