package io.systole.policy.differential;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The reference's own tool, as it is installed on this machine. */
final class Reference {
    private static final long PATIENCE_S = 20;
    private static final String TOOL = "crm_simulate";

    private final Path tool;
    private final Path directory;

    private Reference(Path tool, Path directory) {
        this.tool = tool;
        this.directory = directory;
    }

    /** The tool, if it is installed. */
    static Optional<Reference> find(Path directory) {
        return Stream.of("/usr/sbin", "/usr/bin", "/usr/local/sbin")
                .map(each -> Path.of(each, TOOL))
                .filter(Files::isExecutable)
                .findFirst()
                .map(tool -> new Reference(tool, directory));
    }

    /** The texts that the tool wrote: what it printed, and the graph. */
    record Said(String text, String graph) {}

    /** What it says of a situation; empty where it refuses the CIB or does not end. */
    Optional<Said> say(Situation situation) throws IOException, InterruptedException {
        Path cib = directory.resolve("cib.xml");
        Path graph = directory.resolve("graph.xml");
        Path text = directory.resolve("text");
        Files.writeString(cib, KnownDifferences.older(situation.cib()));
        Files.deleteIfExists(graph);
        List<String> command = new ArrayList<>(List.of(
                tool.toString(),
                "--output-as=text",
                "--text-fancy",
                "-x",
                cib.toString(),
                "-S",
                "-s",
                "-G",
                graph.toString()));
        command.addAll(situation.pretended());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.redirectOutput(text.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            return Optional.empty();
        }
        String printed = new String(Files.readAllBytes(text), StandardCharsets.UTF_8);
        if (!Files.exists(graph) || !printed.contains(Decided.SUMMARY)) {
            return Optional.empty();
        }
        return Optional.of(new Said(printed, Files.readString(graph)));
    }

    Optional<Decided> decide(Situation situation) throws IOException, InterruptedException {
        return say(situation).map(said -> Decided.of(said.text(), said.graph()));
    }
}
