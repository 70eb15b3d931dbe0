package io.systole.runtime.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One node's JVM, started with the options that this JVM was started with. */
final class DemoNode {
    private final DemoFiles files;
    private final String name;
    private Process process;

    private DemoNode(DemoFiles files, String name) throws IOException {
        this.files = files;
        this.name = name;
        this.process = launch();
    }

    static DemoNode start(DemoFiles files, String name) throws IOException {
        return new DemoNode(files, name);
    }

    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL to the JVM, and to nothing else. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void startAgain() throws IOException {
        process = launch();
    }

    /** How many processes carry this node's marks: its JVM and whatever its agents started. */
    long processes() throws IOException {
        var count = 0L;
        try (var directories = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (var directory : directories) {
                if (isMine(directory)) {
                    count++;
                }
            }
        }
        return count;
    }

    private boolean isMine(Path proc) {
        try {
            var environment = Files.readString(proc.resolve("environ"), java.nio.charset.StandardCharsets.ISO_8859_1);
            var variables = List.of(environment.split("\0"));
            return variables.contains("SYSTOLE_NODE=" + name) && variables.contains(files.marker());
        } catch (IOException e) {
            return false;
        }
    }

    private Process launch() throws IOException {
        var command = new ArrayList<>(Sessions.prefix());
        command.addAll(java());
        command.addAll(List.of("node", "--config", files.config().toString(), "--node", name));
        var builder = new ProcessBuilder(command);
        var marker = files.marker().split("=", 2);
        builder.environment().put(marker[0], marker[1]);
        builder.environment().put("SYSTOLE_NODE", name);
        builder.environment().put("SYSTOLE_AGENT_LOG", files.agentLog().file().toString());
        builder.directory(files.directory().toFile());
        builder.redirectErrorStream(true);
        builder.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(files.log(name).toFile()));
        return builder.start();
    }

    /** This JVM's own options up to -jar, class archive included, but with a node's memory. */
    private static List<String> java() {
        var info = ProcessHandle.current().info();
        var command = new ArrayList<String>();
        command.add(info.command().orElse(System.getProperty("java.home") + "/bin/java"));
        for (var argument : info.arguments().orElse(new String[0])) {
            if (argument.equals("-jar")) {
                break;
            }
            if (!argument.startsWith("-Xmx")) {
                command.add(argument);
            }
        }
        command.add("-Xmx" + Optional.ofNullable(System.getenv("SYSTOLE_HEAP")).orElse("256m"));
        command.addAll(List.of("-jar", System.getProperty("java.class.path")));
        return command;
    }
}
