package io.systole.runtime.cli;

import io.systole.fencing.sbd.SbdDevices;
import io.systole.fencing.sbd.SbdDevices.Answer;
import io.systole.fencing.sbd.SbdDevices.Call;
import io.systole.fencing.sbd.SbdDisk;
import io.systole.fencing.sbd.format.SbdMessage;
import io.systole.fencing.sbd.format.SbdSlot;
import io.systole.fencing.sbd.format.SbdTimeouts;
import io.systole.runtime.ExitCode;
import io.systole.runtime.config.ConfigFile;
import io.systole.runtime.config.ConfigRefused;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "sbd",
        description = {
            "Devices of storage fencing, in the format, with the options and the output of Debian's sbd.",
            "COMMAND is one of",
            "  create               writes header and empty slots: OVERWRITES the first 256 KiB of each device",
            "  list                 shows which slots are taken, and the message in each",
            "  dump                 shows the header",
            "  allocate NODE        gives a node a slot; a node that is started takes one by itself",
            "  message NODE WORD    test, reset, off, exit, crashdump or clear; answers when msgwait is over"
        },
        mixinStandardHelpOptions = true)
final class SbdCommand implements Callable<Integer> {
    /** A disk that takes longer is of no use for fencing. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Parameters(
            index = "0",
            paramLabel = "COMMAND",
            description = "What is to be done, as above.",
            completionCandidates = Names.SbdVerbs.class)
    @SuppressWarnings("NullAway.Init")
    private String verb;

    @Parameters(
            index = "1..*",
            paramLabel = "ARGUMENT",
            description = "The node and the message, for those that have them.",
            completionCandidates = Names.Nodes.class)
    private List<String> arguments = List.of();

    @Option(
            names = {"-d", "--device"},
            paramLabel = "DEVICE",
            description = "A block device; up to three times. Default: systole.sbd.devices of the configuration.")
    private List<Path> devices = List.of();

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The node's configuration; default: $$SYSTOLE_CONFIG, else /etc/systole/systole.conf.")
    private @Nullable Path config;

    @Option(
            names = {"-n", "--from"},
            paramLabel = "NAME",
            description = "Who sends the message; default: the host's name.")
    private @Nullable String from;

    @Option(names = "-1", paramLabel = "SECONDS", defaultValue = "5", description = "create: watchdog timeout; 5.")
    private long watchdog;

    @Option(names = "-2", paramLabel = "SECONDS", defaultValue = "2", description = "create: slot allocation; 2.")
    private long allocate;

    @Option(names = "-3", paramLabel = "SECONDS", defaultValue = "1", description = "create: daemon loop; 1.")
    private long loop;

    @Option(
            names = "-4",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "create: msgwait; 10. At least twice the watchdog timeout.")
    private long msgwait;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, ConfigRefused {
        if (devices.isEmpty()) {
            devices = configured();
        }
        if (devices.size() > SbdDevices.DEVICES_MAX) {
            throw wrong("-d: at most " + SbdDevices.DEVICES_MAX + " devices, and not " + devices.size());
        }
        return switch (verb) {
            case "create" -> create();
            case "list" -> list();
            case "dump" -> dump();
            case "allocate" -> allocate();
            case "message" -> message();
            default -> throw wrong(verb + ": must be create, list, dump, allocate or message");
        };
    }

    /** Nothing is overwritten on the word of a file alone. */
    private List<Path> configured() throws ConfigRefused {
        if (verb.equals("create")) {
            throw wrong("-d: create needs to be told the devices");
        }
        var file = Target.configFile(config);
        var found = ConfigFile.read(file, Optional.empty()).sbd().devices();
        if (found.isEmpty()) {
            throw wrong("-d: no device is named, and systole.sbd.devices of " + file + " is empty");
        }
        return found;
    }

    private int create() {
        expect(0, "create takes no argument");
        var timeouts = timeouts();
        if (msgwait < 2 * watchdog) {
            spec.commandLine()
                    .getErr()
                    .println("Warning: msgwait (-4 " + msgwait + ") is less than twice the watchdog timeout (-1 "
                            + watchdog + "): a node would be taken for dead before its watchdog has ended it.");
        }
        return each(
                disk -> {
                    MountedDevices.refuse(disk.path());
                    return disk.create(timeouts, UUID.randomUUID());
                },
                (device, header) -> {
                    out().println("Initializing device " + device);
                    out().println("Creating version 2." + header.minor() + " header on device " + device + " (uuid: "
                            + header.uuid() + ")");
                    out().println("Initializing " + header.slots() + " slots on device " + device);
                    out().println("Device " + device + " is initialized.");
                });
    }

    private SbdTimeouts timeouts() {
        try {
            return SbdTimeouts.ofSeconds(watchdog, allocate, loop, msgwait);
        } catch (IllegalArgumentException refused) {
            throw wrong(String.valueOf(refused.getMessage()));
        }
    }

    private int list() {
        expect(0, "list takes no argument");
        return each(
                SbdDisk::slots,
                (device, slots) -> slots.forEach(slot -> out().println(slot.index() + "\t"
                        + slot.name() + "\t" + slot.mailbox().word() + "\t"
                        + slot.mailbox().from())));
    }

    private int dump() {
        expect(0, "dump takes no argument");
        return each(SbdDisk::header, (device, header) -> {
            out().println("==Dumping header on disk " + device);
            line("Header version", "2." + header.minor());
            if (header.uuid() != null) {
                line("UUID", header.uuid().toString());
            }
            line("Number of slots", header.slots());
            line("Sector size", header.sectorSize());
            line("Timeout (watchdog)", header.timeouts().watchdog().toSeconds());
            line("Timeout (allocate)", header.timeouts().allocate().toSeconds());
            line("Timeout (loop)", header.timeouts().loop().toSeconds());
            line("Timeout (msgwait)", header.timeouts().msgwait().toSeconds());
            out().println("==Header on disk " + device + " is dumped");
        });
    }

    private void line(String name, Object value) {
        out().println(String.format(Locale.ROOT, "%-19s: %s", name, value));
    }

    private int allocate() {
        expect(1, "allocate takes one argument, the node's name");
        var node = node();
        return each(
                disk -> disk.allocate(
                        node,
                        timeouts -> TimeUnit.SECONDS.sleep(timeouts.allocate().toSeconds())),
                (device, slot) ->
                        out().println("Slot for " + node + " has been allocated on " + device + ": " + slot.index()));
    }

    private int message() throws InterruptedException {
        expect(2, "message takes two arguments, the node's name and the message");
        var message = SbdMessage.ofWord(arguments.get(1))
                .orElseThrow(() -> wrong(arguments.get(1) + ": must be test, reset, off, exit, crashdump or clear"));
        var sending = new SbdDevices(devices).send(node(), message, sender(), PATIENCE);
        sending.failures().forEach(failure -> spec.commandLine().getErr().println("systole sbd: " + failure));
        if (!sending.sent()) {
            spec.commandLine()
                    .getErr()
                    .println("systole sbd: not more than half of the devices have the message: it does not count as"
                            + " delivered");
            return ExitCode.FAILED.code();
        }
        if (message != SbdMessage.EXIT) {
            TimeUnit.MILLISECONDS.sleep(sending.msgwait().toMillis());
        }
        return ExitCode.OK.code();
    }

    private String node() {
        var node = arguments.get(0);
        if (!SbdSlot.isName(node)) {
            throw wrong(node + ": a node's name must have 1 to 63 bytes");
        }
        return node;
    }

    private String sender() {
        if (from != null) {
            return from;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "";
        }
    }

    private interface Show<T> {
        void of(Path device, T value);
    }

    private <T> int each(Call<T> call, Show<T> show) {
        var code = ExitCode.OK;
        for (Answer<T> answer : new SbdDevices(devices).onEach(PATIENCE, call)) {
            var value = answer.value();
            if (value == null) {
                spec.commandLine().getErr().println("systole sbd: " + answer.why());
                code = ExitCode.FAILED;
            } else {
                show.of(answer.device(), value);
            }
        }
        return code.code();
    }

    private void expect(int count, String otherwise) {
        if (arguments.size() != count) {
            throw wrong(otherwise);
        }
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
