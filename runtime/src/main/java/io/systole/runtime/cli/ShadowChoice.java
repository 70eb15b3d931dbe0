package io.systole.runtime.cli;

import io.systole.runtime.ExitCode;
import io.systole.runtime.shadow.Shadow;
import io.systole.runtime.shadow.ShadowFiles;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The shadow that a command works on instead of the cluster, if it is told to. */
final class ShadowChoice {
    @Option(
            names = "--shadow",
            completionCandidates = Names.Shadows.class,
            paramLabel = "NAME",
            description = "In this shadow copy (`systole cib shadow`), not in the cluster.")
    private @Nullable String name;

    boolean isGiven() {
        return name != null;
    }

    Shadow read() throws CommandFailed {
        return read(String.valueOf(name));
    }

    /** Changes the shadow, and says what it is now or why it stayed what it was. */
    int change(CommandLine commandLine, Function<Shadow, Shadow.Changed> how) throws CommandFailed {
        String which = String.valueOf(name);
        var changed = how.apply(read(which));
        var shadow = changed.shadow();
        if (shadow == null) {
            changed.faults().forEach(fault -> commandLine.getErr().println(fault));
            return ExitCode.REFUSED.code();
        }
        write(which, shadow);
        commandLine
                .getOut()
                .println("the shadow " + which + " is changed (version "
                        + shadow.copy().header().version() + ")");
        return ExitCode.OK.code();
    }

    static ShadowFiles files() {
        return ShadowFiles.ofUser(System::getenv, System.getProperty("user.home"));
    }

    static Shadow read(String name) throws CommandFailed {
        try {
            return files().read(name)
                    .orElseThrow(() -> new CommandFailed(
                            ExitCode.REFUSED,
                            "there is no shadow " + name + " (" + files().file(name)
                                    + "); `systole cib shadow list` lists them"));
        } catch (IOException e) {
            throw broken(name, e);
        }
    }

    static void write(String name, Shadow shadow) throws CommandFailed {
        try {
            files().write(name, shadow);
        } catch (IOException e) {
            throw broken(name, e);
        }
    }

    static CommandFailed broken(String name, IOException e) {
        return new CommandFailed(ExitCode.FAILED, "the shadow " + name + " at " + files().file(name) + ": " + e);
    }
}
