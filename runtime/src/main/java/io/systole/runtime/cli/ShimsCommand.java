package io.systole.runtime.cli;

import io.systole.agents.ShippedAgents;
import io.systole.runtime.ExitCode;
import io.systole.runtime.config.ConfigFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts the commands that agents call where people find them, and takes them away. */
@Command(
        name = "shims",
        description = "Puts crm_mon, crm_attribute and the other commands that agents call where people find them.",
        mixinStandardHelpOptions = true,
        addMethodSubcommands = false,
        synopsisSubcommandLabel = "COMMAND")
final class ShimsCommand implements Runnable, CommandGroup {
    private static final String USUAL = "/usr/local/sbin";
    /** What a file of ours begins with. */
    private static final String MARK = "# The commands that agents call, all of them by this one file";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? `systole shims --help` lists them.");
    }

    @Command(
            name = "install",
            description = {
                "Writes them into a directory; they ask the node of this host whose configuration is given.",
                "Nothing is written where one of the names is taken by a file that is not Systole's."
            },
            mixinStandardHelpOptions = true)
    int install(
            @Option(
                            names = {"-c", "--config"},
                            paramLabel = "FILE",
                            description =
                                    "The configuration; default: $$SYSTOLE_CONFIG, else /etc/systole/systole.conf.")
                    @Nullable
                    Path config,
            @Option(
                            names = {"-n", "--node"},
                            paramLabel = "NAME",
                            description = "The node, where the configuration does not say which one this host is.")
                    @Nullable
                    String node,
            @Parameters(
                            paramLabel = "DIRECTORY",
                            arity = "0..1",
                            defaultValue = USUAL,
                            description = "Where they are; default ${DEFAULT-VALUE}.")
                    Path directory)
            throws Exception {
        var settings = ConfigFile.read(Target.configFile(config), Optional.ofNullable(node));
        var commands = settings.directories().run().resolve("agents").resolve("commands");
        refuseForeign(directory);
        byte[] client = ShippedAgents.client(commands);
        try {
            Files.createDirectories(directory);
            for (var name : ShippedAgents.COMMANDS) {
                place(client, directory, name);
            }
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.FAILED, directory + " cannot be written (" + e.getMessage() + ")");
        }
        spec.commandLine()
                .getOut()
                .println(ShippedAgents.COMMANDS.size() + " commands are in " + directory
                        + ", for root and for who runs node " + settings.nodeName());
        return ExitCode.OK.code();
    }

    @Command(
            name = "remove",
            description = "Takes them away again; files that are not Systole's stay.",
            mixinStandardHelpOptions = true)
    int remove(
            @Parameters(
                            paramLabel = "DIRECTORY",
                            arity = "0..1",
                            defaultValue = USUAL,
                            description = "Where they are; default ${DEFAULT-VALUE}.")
                    Path directory)
            throws Exception {
        int removed = 0;
        for (var name : ShippedAgents.COMMANDS) {
            var file = directory.resolve(name);
            if (Files.exists(file) && isOurs(file)) {
                Files.delete(file);
                removed++;
            }
        }
        spec.commandLine().getOut().println(removed + " commands were removed from " + directory);
        return ExitCode.OK.code();
    }

    private static void refuseForeign(Path directory) throws CommandFailed, IOException {
        List<String> foreign = new ArrayList<>();
        for (var name : ShippedAgents.COMMANDS) {
            var file = directory.resolve(name);
            if (Files.exists(file) && !isOurs(file)) {
                foreign.add(name);
            }
        }
        if (!foreign.isEmpty()) {
            throw new CommandFailed(
                    ExitCode.REFUSED,
                    directory + " has " + String.join(", ", foreign)
                            + ", not of Systole's: nothing was written; name another directory, or remove the package"
                            + " that they are of");
        }
    }

    private static boolean isOurs(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(MARK);
    }

    private static void place(byte[] client, Path directory, String name) throws IOException {
        var whole = Files.createTempFile(directory, ".new-", "");
        try {
            Files.write(whole, client);
            Files.setPosixFilePermissions(whole, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(whole, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(whole);
        }
    }
}
