package io.systole.fencing.sbd;

import io.systole.cib.NodeName;
import io.systole.fencing.BuiltInFenceAgents;
import io.systole.fencing.BuiltInFenceAgents.Answer;
import io.systole.fencing.BuiltInFenceAgents.Waiting;
import io.systole.fencing.FenceAction;
import io.systole.fencing.FenceAgentCall;
import io.systole.fencing.FenceAgentMetadata;
import io.systole.fencing.sbd.format.SbdMessage;
import io.systole.fencing.sbd.format.SbdSlot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * Fences by a message in the target's slot, and says that it is done when msgwait is over: the target has then read the
 * message, or has ended because it could not read. Parameters as those of fence_sbd: {@code devices}, separated by commas,
 * else the node's own; {@code crashdump}.
 *
 * @param ownDevices those of this node's configuration
 * @param self who sends the messages
 */
public record SbdFenceAgent(List<Path> ownDevices, NodeName self) implements BuiltInFenceAgents.BuiltIn {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    public SbdFenceAgent {
        ownDevices = List.copyOf(ownDevices);
    }

    @Override
    public FenceAgentMetadata metadata() {
        return new FenceAgentMetadata(
                List.of("action", "plug", "devices", "crashdump"),
                List.of("off", "on", "reboot", "status", "list", "monitor", "metadata", "validate-all"),
                false);
    }

    @Override
    public Answer run(FenceAgentCall call, Waiting after) throws InterruptedException {
        var paths = devices(call);
        if (paths.isEmpty() || paths.size() > SbdDevices.DEVICES_MAX) {
            return Answer.failed("devices = " + paths + ": must be one to " + SbdDevices.DEVICES_MAX
                    + "; set the parameter, or systole.sbd.devices on every node");
        }
        var devices = new SbdDevices(paths);
        return switch (call.action()) {
            case OFF, REBOOT -> fence(call, devices, after);
            case ON -> send(call, devices, SbdMessage.CLEAR);
            case STATUS -> status(call, devices);
            case LIST -> list(devices);
            case MONITOR, VALIDATE -> monitor(devices);
            case METADATA -> Answer.ok();
        };
    }

    private List<Path> devices(FenceAgentCall call) {
        var text = call.device().parameters().getOrDefault("devices", "");
        var paths = new ArrayList<Path>();
        for (var word : text.split("[,; ]+", -1)) {
            if (!word.isEmpty()) {
                paths.add(Path.of(word));
            }
        }
        return paths.isEmpty() ? ownDevices : paths;
    }

    private static String plug(FenceAgentCall call) {
        var target = call.target();
        var argument = call.device().parameters().getOrDefault("plug", "");
        if (!argument.isEmpty()) {
            return argument;
        }
        return target == null ? "" : call.device().settings().plug(target);
    }

    private Answer fence(FenceAgentCall call, SbdDevices devices, Waiting after) throws InterruptedException {
        if (self.equals(call.target())) {
            return Answer.failed("a node cannot outlive its own fencing: another node has to do it");
        }
        var wait = longestWait(devices);
        if (wait.compareTo(call.timeout()) >= 0) {
            return Answer.failed("msgwait is " + wait.toSeconds() + " s and the timeout "
                    + call.timeout().toSeconds()
                    + " s: set fencing-timeout, or pcmk_reboot_timeout and pcmk_off_timeout"
                    + " of the device, to more than msgwait");
        }
        var message = message(call);
        var sent = send(call, devices, message);
        if (sent.rc() == 0) {
            after.await(wait);
        }
        return sent;
    }

    private static SbdMessage message(FenceAgentCall call) {
        if (call.action() == FenceAction.OFF) {
            return SbdMessage.OFF;
        }
        var crash = call.device().parameters().getOrDefault("crashdump", "").toLowerCase(Locale.ROOT);
        return crash.matches("1|true|yes|on") ? SbdMessage.CRASHDUMP : SbdMessage.RESET;
    }

    /** Of the devices that can be read; whether they are enough is seen when the message is sent. */
    private static Duration longestWait(SbdDevices devices) {
        var longest = Duration.ZERO;
        for (var answer : devices.onEach(LIMIT, SbdDisk::header)) {
            var header = answer.value();
            if (header != null && header.timeouts().msgwait().compareTo(longest) > 0) {
                longest = header.timeouts().msgwait();
            }
        }
        return longest;
    }

    private Answer send(FenceAgentCall call, SbdDevices devices, SbdMessage message) {
        var node = plug(call);
        if (!SbdSlot.isName(node)) {
            return Answer.failed("plug: no node is named");
        }
        var sending = devices.send(node, message, self.value(), LIMIT);
        return sending.sent()
                ? Answer.ok()
                : Answer.failed(
                        "not more than half of the devices took the message: " + String.join("; ", sending.failures()));
    }

    /** 2, off, as long as a message stands in the slot that fences. */
    private static Answer status(FenceAgentCall call, SbdDevices devices) {
        for (var answer : devices.onEach(LIMIT, disk -> disk.slot(plug(call)))) {
            var slot = answer.value();
            if (slot != null && slot.isPresent()) {
                var fenced = slot.get()
                        .mailbox()
                        .message()
                        .filter(SbdMessage::fences)
                        .isPresent();
                return fenced ? new Answer(2, "", "off") : Answer.ok();
            }
        }
        return Answer.failed(plug(call) + " has no slot on any device that can be read");
    }

    private static Answer list(SbdDevices devices) {
        var names = new TreeSet<String>();
        for (var answer : devices.onEach(LIMIT, SbdDisk::slots)) {
            var slots = answer.value();
            if (slots != null) {
                slots.forEach(slot -> names.add(slot.name()));
            }
        }
        return Answer.ok(List.copyOf(names));
    }

    private static Answer monitor(SbdDevices devices) {
        var unusable = devices.unusable(LIMIT);
        return devices.disks().size() - unusable.size()
                        >= SbdDevices.majority(devices.disks().size())
                ? Answer.ok()
                : Answer.failed(String.join("; ", unusable.values()));
    }
}
