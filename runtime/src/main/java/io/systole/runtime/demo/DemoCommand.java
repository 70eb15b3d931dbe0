package io.systole.runtime.demo;

import io.systole.runtime.ExitCode;
import io.systole.runtime.Terminal;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        description = {
            "Three nodes on this machine, one of them is killed: shows how the others notice, fence it and take over.",
            "Needs no root, writes to a temporary directory, and leaves nothing behind unless told to."
        },
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    @Option(names = "--keep", description = "Leave the cluster running, and say how to look at it.")
    private boolean keep;

    @Option(names = "--stop", description = "Stop what --keep left running.")
    private boolean stop;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "Failure detection: default (the default), fast or wan.")
    @SuppressWarnings("NullAway.Init")
    private String profile;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (stop) {
            return stopKept();
        }
        if (!List.of("default", "fast", "wan").contains(profile)) {
            spec.commandLine().getErr().println("--profile " + profile + ": must be default, fast or wan");
            return ExitCode.USAGE.code();
        }
        var out = spec.commandLine().getOut();
        var colours = Terminal.isOutput() && System.getenv("NO_COLOR") == null;
        return Demo.run(new Narrator(out, colours), profile, keep).code();
    }

    private int stopKept() throws IOException, InterruptedException {
        var kept = DemoFiles.kept();
        for (var files : kept) {
            Reaper.start(files.marker(), files.directory()).reap();
            spec.commandLine().getErr().println("stopped " + files.directory());
        }
        if (kept.isEmpty()) {
            spec.commandLine().getErr().println("no demonstration was kept");
        }
        return ExitCode.OK.code();
    }
}
