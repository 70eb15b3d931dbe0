package io.systole.multijvm;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/**
 * The jar of an older version, built from this repository's history: of the commit that {@code -Dupgrade.from} names, else of
 * the last release, else of the last commit before the present one that changed the product. It is built once and kept in
 * {@code target/previous/COMMIT}.
 */
final class PreviousJar {
    private static final Duration BUILT_WITHIN = Duration.ofMinutes(20);

    private PreviousJar() {}

    /** What was built. */
    record Built(String commit, Path jar) {}

    /** Skips the test where there is no history. */
    static Built get() {
        var commit = commit();
        var kept = Harness.home().resolve("multi-jvm-tests/target/previous/" + commit);
        var jar = kept.resolve("systole.jar");
        if (!Files.isReadable(jar)) {
            build(commit, kept, jar);
        }
        // Nodes that start at once would each make an archive of its classes.
        Command.run(Harness.systole(jar, List.of("demo", "--help")), BUILT_WITHIN);
        return new Built(commit, jar);
    }

    private static String commit() {
        var named = System.getProperty("upgrade.from", "");
        var wanted = named.isEmpty() ? lastRelease() : named;
        if (wanted.isEmpty()) {
            // The newest of the two is what is tested, unless what changed is not committed yet.
            var changes = git("log", "-2", "--format=%H", "--", "*/src/main/*", "pom.xml", "*/pom.xml");
            var dirty = !git("status", "--porcelain", "--", "*/src/main/*").isBlank();
            var commits = changes.lines().toList();
            wanted = commits.isEmpty() ? "" : dirty ? commits.get(0) : commits.size() > 1 ? commits.get(1) : "";
        }
        var commit = wanted.isEmpty() ? "" : git("rev-parse", "--verify", "--quiet", wanted + "^{commit}");
        if (commit.isEmpty()) {
            abort(
                    "the history of the repository is not here (a shallow clone?), so there is no older version to upgrade from;"
                            + " clone with more depth, or name a commit by -Dupgrade.from");
        }
        return commit;
    }

    private static String lastRelease() {
        return git("describe", "--tags", "--abbrev=0", "--match", "v*", "HEAD^");
    }

    private static void build(String commit, Path kept, Path jar) {
        var source = kept.resolve("source");
        Harness.deleteTree(source);
        try {
            Files.createDirectories(source);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        mustSucceed(Command.run(
                List.of(
                        "sh",
                        "-c",
                        "git -C \"$1\" archive \"$2\" | tar -x -C \"$3\"",
                        "sh",
                        Harness.home().toString(),
                        commit,
                        source.toString()),
                BUILT_WITHIN));
        var maven = List.of(
                "mvn",
                "-B",
                "-ntp",
                "-q",
                "-f",
                source.toString(),
                "-Dquick",
                "-Dmaven.test.skip=true",
                "-pl",
                "runtime",
                "-am",
                "package");
        // What it needs is as a rule what the present version has fetched already.
        var offline = Command.run(Command.joined(maven, List.of("-o")), BUILT_WITHIN);
        if (!offline.ok()) {
            mustSucceed(Command.run(maven, BUILT_WITHIN));
        }
        try {
            Files.move(source.resolve("runtime/target/systole.jar"), jar, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Harness.deleteTree(source);
    }

    /** Empty where it fails. */
    private static String git(String... arguments) {
        var command = Command.joined(
                List.of("git", "-c", "safe.directory=*", "-C", Harness.home().toString()), List.of(arguments));
        var answer = Command.run(command);
        return answer.ok() ? answer.out().strip() : "";
    }

    private static void mustSucceed(Command.Answer answer) {
        if (!answer.ok()) {
            throw new AssertionError(answer.text());
        }
    }
}
