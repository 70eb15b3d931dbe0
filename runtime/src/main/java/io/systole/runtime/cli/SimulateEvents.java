package io.systole.runtime.cli;

import io.systole.policy.simulation.SimulateOptions.Events;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a simulation that pretend something before planning. */
final class SimulateEvents {
    @Option(
            names = {"-q", "--quorum"},
            paramLabel = "VALUE",
            description = "Set have-quorum (counts only beside another event).")
    private @Nullable String quorum;

    @Option(
            names = {"-w", "--watchdog"},
            paramLabel = "VALUE",
            description = "Set have-watchdog.")
    private @Nullable String watchdog;

    @Option(
            names = {"-u", "--node-up"},
            paramLabel = "NODE",
            description = "A node comes online.")
    private List<String> up = new ArrayList<>();

    @Option(
            names = {"-d", "--node-down"},
            paramLabel = "NODE",
            description = "A node leaves cleanly.")
    private List<String> down = new ArrayList<>();

    @Option(
            names = {"-f", "--node-fail"},
            paramLabel = "NODE",
            description = "A node is lost.")
    private List<String> failed = new ArrayList<>();

    @Option(
            names = {"-g", "--ticket-grant"},
            paramLabel = "TICKET",
            description = "A ticket is granted.")
    private List<String> granted = new ArrayList<>();

    @Option(
            names = {"-r", "--ticket-revoke"},
            paramLabel = "TICKET",
            description = "A ticket is revoked.")
    private List<String> revoked = new ArrayList<>();

    @Option(
            names = {"-b", "--ticket-standby"},
            paramLabel = "TICKET",
            description = "A ticket goes to standby.")
    private List<String> standby = new ArrayList<>();

    @Option(
            names = {"-e", "--ticket-activate"},
            paramLabel = "TICKET",
            description = "A ticket becomes active.")
    private List<String> active = new ArrayList<>();

    @Option(
            names = {"-i", "--op-inject"},
            paramLabel = "OPSPEC",
            description = "An operation had a result: RSC_TASK_INTERVAL@NODE=RC.")
    private List<String> injected = new ArrayList<>();

    Events events() {
        return new Events(quorum, watchdog, up, down, failed, granted, revoked, standby, active, injected);
    }
}
