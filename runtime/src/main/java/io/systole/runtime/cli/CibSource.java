package io.systole.runtime.cli;

import io.systole.cib.Cib;
import io.systole.cib.xml.CibReading;
import io.systole.cib.xml.CibXml;
import io.systole.runtime.ExitCode;
import io.systole.runtime.access.NodeClient.Form;
import io.systole.runtime.config.ConfigRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which CIB a command is about: one from a file, from standard input, or the running cluster's. */
final class CibSource {
    @Option(
            names = {"-x", "--xml-file"},
            paramLabel = "FILE",
            description = "The CIB; - reads standard input; a name that ends in .bz2 is decompressed.")
    private @Nullable String file;

    @Option(
            names = {"-L", "--live-check"},
            description = "The CIB of the running cluster.")
    private boolean live;

    @Option(
            names = {"-p", "--xml-pipe"},
            description = "The CIB comes from standard input.")
    private boolean pipe;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "With -L: the node's configuration; default: $$SYSTOLE_CONFIG, else /etc/systole/systole.conf.")
    private @Nullable Path config;

    @Option(names = "--via", paramLabel = "NAME", description = "With -L: ask this node, where several run here.")
    private @Nullable String via;

    @Option(names = "--token-file", paramLabel = "FILE", description = "With -L: a user's token.")
    private @Nullable Path tokenFile;

    /** A document and where it came from. */
    record Document(String name, String content) {}

    boolean isLive() {
        return live && file == null;
    }

    /** The node's configuration. */
    Path configFile() {
        return Target.configFile(config);
    }

    /** The file that the CIB came from; null where it came from elsewhere. */
    @Nullable
    String fileName() {
        return file;
    }

    /** Whether the command line says where the CIB comes from. */
    boolean isGiven() {
        return file != null || live || pipe;
    }

    /** The document; standard input's where nothing is said. */
    Document document() throws FieldToolFailed {
        if (isLive()) {
            return new Document("the live CIB", live("/v1/cib?sensible=true", Form.XML));
        }
        String name = file == null ? "-" : file;
        try {
            return new Document(name.equals("-") ? "standard input" : name, Documents.read(name));
        } catch (IOException e) {
            throw new FieldToolFailed(FieldExit.DATA, Documents.unreadable(name, e));
        }
    }

    /** What a node of the running cluster answers. */
    String live(String path, Form form) throws FieldToolFailed {
        try {
            var answer = new Target(config, via, tokenFile).ask(client -> client.get(path, form));
            if (!answer.isSuccess()) {
                throw new FieldToolFailed(FieldExit.DISCONNECTED, answer.body().strip());
            }
            return answer.body();
        } catch (CommandFailed e) {
            boolean unreachable = e.exitCode() == ExitCode.UNREACHABLE || e.exitCode() == ExitCode.UNKNOWN;
            throw new FieldToolFailed(
                    unreachable ? FieldExit.DISCONNECTED : FieldExit.ERROR,
                    "Could not connect to the CIB: " + e.getMessage());
        } catch (ConfigRefused e) {
            List<String> faults = new ArrayList<>(List.of("Could not connect to the CIB: no usable configuration"));
            e.faults().forEach(fault -> faults.add(fault.toString()));
            throw new FieldToolFailed(FieldExit.DISCONNECTED, faults);
        }
    }

    /** The CIB, if it can be understood; what it refers to need not be there. */
    static Cib understood(String name, CibReading reading) throws FieldToolFailed {
        Optional<Cib> cib = reading.understood();
        if (cib.isPresent()) {
            return cib.get();
        }
        List<String> faults =
                reading.faults().stream().map(fault -> name + ": " + fault).toList();
        boolean noDocument = reading.lineOfId().isEmpty() && reading.faults().size() == 1;
        throw new FieldToolFailed(noDocument ? FieldExit.DATA : FieldExit.CONFIG, faults);
    }

    static CibReading read(Document document) {
        return CibXml.read(document.content());
    }
}
