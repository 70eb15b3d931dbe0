package io.systole.runtime.cli;

import io.systole.cib.xml.CibXml;
import io.systole.policy.graph.GraphXml;
import io.systole.policy.simulation.SimulateRun;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The files that a simulation leaves. */
final class SimulateArtifacts {
    @Option(
            names = {"-G", "--save-graph"},
            paramLabel = "FILE",
            description = "Implies -R; write the transition graph.")
    private @Nullable Path graph;

    @Option(
            names = {"-D", "--save-dotfile"},
            paramLabel = "FILE",
            description = "Implies -R; write the transition as a picture for Graphviz.")
    private @Nullable Path dot;

    @Option(
            names = {"-a", "--all-actions"},
            description = "With -D: also draw actions that are not part of the transition.")
    private boolean allActions;

    @Option(
            names = {"-I", "--save-input"},
            paramLabel = "FILE",
            description = "Write the CIB that is planned for.")
    private @Nullable Path input;

    @Option(
            names = {"-O", "--save-output"},
            paramLabel = "FILE",
            description = "Write the CIB at the end.")
    private @Nullable Path output;

    boolean needsPlan() {
        return graph != null || dot != null;
    }

    boolean allActions() {
        return allActions;
    }

    /** The CIBs; a name that ends in {@code .bz2} is compressed. */
    void writeCibs(SimulateRun.Result result) throws FieldToolFailed {
        write(input, CibXml.write(result.planned()));
        write(output, CibXml.write(result.reached()));
    }

    /** The plan, in its two forms. */
    void writePlan(SimulateRun.Result result) throws FieldToolFailed {
        write(graph, GraphXml.write(result.graph(), 1), FieldExit.IO);
        write(dot, String.join("\n", result.dot()) + "\n", FieldExit.IO);
    }

    static void write(@Nullable Path file, String content) throws FieldToolFailed {
        write(file, content, null);
    }

    /** The exit code for a file that cannot be written; null has it depend on the reason. */
    private static void write(@Nullable Path file, String content, @Nullable FieldExit exit) throws FieldToolFailed {
        if (file == null) {
            return;
        }
        try {
            Documents.write(file, content);
        } catch (IOException e) {
            throw new FieldToolFailed(exit == null ? Documents.exit(e) : exit, Documents.unwritable(file, e));
        }
    }
}
