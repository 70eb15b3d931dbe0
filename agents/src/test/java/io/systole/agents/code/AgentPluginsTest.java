package io.systole.agents.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.systole.agents.AgentCall;
import io.systole.agents.AgentId;
import io.systole.agents.OcfCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that are compiled here: good ones, broken ones, and two that do not agree on a library. */
@Timeout(300)
final class AgentPluginsTest {
    private static final String SERVICES = "META-INF/services/io.systole.agents.ResourceAgent";

    @TempDir
    Path directory = Path.of("");

    private Path plugins = Path.of("");

    @BeforeEach
    void makeDirectory() throws IOException {
        plugins = Files.createDirectory(directory.resolve("plugins"));
    }

    @Test
    void eachPluginHasItsOwnVersionOfALibrary() throws Exception {
        jar("one.jar", agent("One", "lib.Library.version()"), library("1"));
        jar("two/agent.jar", agent("Two", "lib.Library.version()"), new TreeMap<>());
        // The library of the second is another jar of it, without an agent of its own.
        jar("two/library.jar", new TreeMap<>(), library("2"));

        try (var loaded = AgentPlugins.load(plugins)) {
            assertThat(loaded.broken()).isEmpty();
            assertThat(loaded.agents().metadata()).containsOnlyKeys("ocf:plug:One", "ocf:plug:Two");
            assertThat(reason(loaded, "One")).isEqualTo("1");
            assertThat(reason(loaded, "Two")).isEqualTo("2");
        }
    }

    @Test
    void aPluginSeesTheInterfaceForAgentsAndNothingElseOfTheProgram() throws Exception {
        jar("curious.jar", agent("Curious", """
                found("io.systole.agents.ResourceAgent") + found("org.slf4j.Logger") + found("java.sql.Connection")
                        + found("io.systole.agents.code.JavaAgents") + found("io.systole.agents.process.ProcessRunner")
                        + found("org.junit.jupiter.api.Test")
                """), new TreeMap<>());

        try (var loaded = AgentPlugins.load(plugins)) {
            assertThat(reason(loaded, "Curious")).isEqualTo("yes yes yes no no no ");
        }
    }

    @Test
    void brokenPluginsAreNamedAndHarmNoOther() throws Exception {
        Files.writeString(plugins.resolve("a-text.jar"), "no jar at all");
        Files.writeString(plugins.resolve("notes.txt"), "nobody asked for this");
        Files.createDirectory(plugins.resolve("b-empty"));
        jar("c-lacks-its-library.jar", agent("Lacking", "lib.Library.version()"), new TreeMap<>());
        var badClass = agent("Bad", "\"\"");
        badClass.put("plug/Other", "package plug; public class Other {}");
        jar("d-other.jar", badClass, new TreeMap<>(), List.of("plug.Other", "plug.Gone", "plug.Bad"));
        var throwing = agent("Throwing", "\"\"");
        throwing.computeIfPresent(
                "plug/Throwing",
                (name, text) -> text.replace(
                        "/*static*/", "static { if (true) throw new IllegalStateException(\"at once\"); }"));
        jar("e-throws.jar", throwing, new TreeMap<>());
        jar("f-none.jar", new TreeMap<>(), library("1"));
        jar("g-good.jar", agent("Good", "\"well\""), new TreeMap<>());
        jar("h-again.jar", agent("Good", "\"the second\""), new TreeMap<>());

        try (var loaded = AgentPlugins.load(plugins)) {
            assertThat(loaded.agents().metadata())
                    .containsOnlyKeys("ocf:plug:Bad", "ocf:plug:Good", "ocf:plug:Lacking");
            assertThat(loaded.broken().stream()
                            .map(broken -> plugins.relativize(broken.place()) + ": " + broken.why())
                            .toList())
                    .satisfiesExactlyInAnyOrder(
                            text -> assertThat(text).startsWith("a-text.jar: a-text.jar is no jar: "),
                            text -> assertThat(text).isEqualTo("b-empty: has no jar"),
                            text -> assertThat(text)
                                    .contains("d-other.jar")
                                    .contains("plug.Other")
                                    .contains("not a subtype"),
                            text -> assertThat(text)
                                    .contains("d-other.jar")
                                    .contains("plug.Gone")
                                    .contains("not found"),
                            text -> assertThat(text).contains("e-throws.jar").contains("at once"),
                            text -> assertThat(text)
                                    .isEqualTo("f-none.jar: has no agent: no file " + SERVICES + " names one"),
                            text -> assertThat(text)
                                    .isEqualTo("h-again.jar: ocf:plug:Good is already in "
                                            + plugins.resolve("g-good.jar") + ", which is used"));
            assertThat(reason(loaded, "Good")).isEqualTo("well");
            assertThat(reason(loaded, "Lacking"))
                    .startsWith("monitor threw java.lang.NoClassDefFoundError: lib/Library");
        }
    }

    @Test
    void aPluginThatHangsWhileItIsLoadedIsGivenUp() throws Exception {
        var hanging = agent("Hanging", "\"\"");
        hanging.computeIfPresent(
                "plug/Hanging",
                (name, text) -> text.replace(
                        "/*static*/",
                        "public Hanging() throws Exception { new java.util.concurrent.CountDownLatch(1).await(); }"));
        jar("hangs.jar", hanging, new TreeMap<>());

        try (var loaded = AgentPlugins.load(plugins, Duration.ofMillis(500))) {
            assertThat(loaded.agents().metadata()).isEmpty();
            assertThat(loaded.broken().toString()).contains("hangs.jar: was not loaded within 500ms: ");
        }
    }

    @Test
    void whatEverybodyMayWriteIsNotRun() throws Exception {
        jar("open.jar", agent("Open", "\"\""), new TreeMap<>());
        Files.setPosixFilePermissions(plugins.resolve("open.jar"), PosixFilePermissions.fromString("rw-rw-rw-"));

        try (var one = AgentPlugins.load(plugins)) {
            assertThat(one.agents().metadata()).isEmpty();
            assertThat(one.broken().toString()).contains("open.jar may be written by every user of this host");
        }
        Files.setPosixFilePermissions(plugins, PosixFilePermissions.fromString("rwxrwxrwx"));
        try (var all = AgentPlugins.load(plugins)) {
            assertThat(all.broken().toString()).contains("the directory may be written by every user");
        }
    }

    @Test
    void withoutADirectoryThereAreNone() {
        try (var loaded = AgentPlugins.load(directory.resolve("nowhere"))) {
            assertThat(loaded).isEqualTo(AgentPlugins.none());
        }
    }

    private static String reason(AgentPlugins loaded, String type) throws Exception {
        try (var runner = new JavaAgentRunner("n1", loaded.agents())) {
            var call = AgentCall.of(AgentId.ocf("plug", type), "it", "monitor", Duration.ofSeconds(60));
            var result = runner.start(call).result().toCompletableFuture().get(60, TimeUnit.SECONDS);
            assertThat(result.rc()).isEqualTo(OcfCode.GENERIC);
            return result.exitReason();
        }
    }

    /** An agent whose monitor fails with what an expression says. */
    private static SortedMap<String, String> agent(String type, String expression) {
        var sources = new TreeMap<String, String>();
        sources.put("plug/" + type, """
                package plug;
                import io.systole.agents.*;
                import java.util.concurrent.CompletionStage;
                public final class %1$s implements ResourceAgent {
                    /*static*/
                    public AgentProfile profile() { return AgentProfile.of("plug", "%1$s"); }
                    public CompletionStage<AgentAnswer> start(AgentContext c) { return AgentAnswer.done().stage(); }
                    public CompletionStage<AgentAnswer> stop(AgentContext c) { return AgentAnswer.done().stage(); }
                    public CompletionStage<AgentAnswer> monitor(AgentContext c) {
                        return AgentAnswer.failed(%2$s).stage();
                    }
                    private static String found(String name) {
                        try {
                            return Class.forName(name) == null ? "" : "yes ";
                        } catch (ClassNotFoundException none) {
                            return "no ";
                        }
                    }
                }
                """.formatted(type, expression));
        return sources;
    }

    private static SortedMap<String, String> library(String version) {
        var sources = new TreeMap<String, String>();
        sources.put("lib/Library", """
                package lib;
                public final class Library { public static String version() { return "%s"; } }
                """.formatted(version));
        return sources;
    }

    private void jar(String name, SortedMap<String, String> agents, SortedMap<String, String> others)
            throws IOException {
        jar(
                name,
                agents,
                others,
                agents.keySet().stream().map(path -> path.replace('/', '.')).toList());
    }

    /** Compiles all, with a library at hand, and packs what is to be in the jar. */
    private void jar(
            String name, SortedMap<String, String> agents, SortedMap<String, String> others, List<String> services)
            throws IOException {
        var work = Files.createDirectories(directory.resolve("work").resolve(name));
        var all = library("0");
        all.putAll(agents);
        all.putAll(others);
        for (var source : all.entrySet()) {
            var file = work.resolve(source.getKey() + ".java");
            Files.createDirectories(file.getParent());
            Files.writeString(file, source.getValue());
        }
        var arguments = all.keySet().stream()
                .map(path -> work.resolve(path + ".java").toString())
                .collect(Collectors.toList());
        arguments.addAll(0, List.of("-proc:none", "-d", work.toString(), "-cp", System.getProperty("java.class.path")));
        var code = ToolProvider.getSystemJavaCompiler()
                .run(null, OutputStream.nullOutputStream(), System.err, arguments.toArray(String[]::new));
        assertThat(code).as("compiling %s", name).isZero();
        var file = plugins.resolve(name);
        Files.createDirectories(file.getParent());
        try (var out = new JarOutputStream(Files.newOutputStream(file))) {
            var packed = new TreeMap<>(agents);
            packed.putAll(others);
            for (var path : packed.keySet()) {
                out.putNextEntry(new JarEntry(path + ".class"));
                out.write(Files.readAllBytes(work.resolve(path + ".class")));
            }
            if (!services.isEmpty()) {
                out.putNextEntry(new JarEntry(SERVICES));
                out.write((String.join("\n", services) + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        }
    }
}
