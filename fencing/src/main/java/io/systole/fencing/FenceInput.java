package io.systole.fencing;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a fence agent reads on its standard input: {@code NAME=VALUE} lines (FenceAgentAPI). */
final class FenceInput {
    private FenceInput() {}

    /**
     * The lines for a call. Everything that is meant for the cluster manager stays out; the action is named as the
     * device's settings say, or, where the agent has no reboot, no monitor or no status, as the nearest that it has.
     */
    static String of(FenceAgentCall call, @Nullable FenceAgentMetadata metadata) {
        var settings = call.device().settings();
        var lines = new TreeMap<String, String>();
        lines.putAll(parameters(call.device()));
        var action = nearest(call.action(), metadata);
        lines.put("action", settings.word(action));
        var target = call.target();
        if (target != null) {
            lines.put("nodename", target.value());
            var argument = hostArgument(settings, metadata);
            // A port that is configured for the device is the administrator's word; "dynamic" asks for ours.
            if (!argument.isEmpty() && lines.getOrDefault(argument, "dynamic").equals("dynamic")) {
                lines.put(argument, settings.plug(target));
            }
        }
        var text = new StringBuilder();
        lines.forEach((name, value) ->
                text.append(oneLine(name)).append('=').append(oneLine(value)).append('\n'));
        return text.toString();
    }

    /** The device's parameters without those that are meant for the cluster manager. */
    static SortedMap<String, String> parameters(FenceDevice device) {
        var own = new TreeMap<String, String>();
        device.parameters().forEach((name, value) -> {
            if (isForTheAgent(name)) {
                own.put(name, value);
            }
        });
        return own;
    }

    private static boolean isForTheAgent(String name) {
        return !name.startsWith("pcmk_")
                && !name.startsWith("systole_")
                && !name.startsWith("CRM_meta_")
                && !name.equals("provides")
                && !name.equals("crm_feature_set")
                && !name.equals("stonith-timeout");
    }

    private static String hostArgument(DeviceSettings settings, @Nullable FenceAgentMetadata metadata) {
        var configured = settings.hostArgument().orElse("");
        if (configured.equals("none")) {
            return "";
        }
        if (!configured.isEmpty()) {
            return configured;
        }
        return metadata == null ? "port" : metadata.hostArgument();
    }

    /** The action itself, or what comes nearest of what the agent has. */
    static FenceAction nearest(FenceAction action, @Nullable FenceAgentMetadata metadata) {
        if (metadata == null || metadata.supports(action)) {
            return action;
        }
        return switch (action) {
            case REBOOT -> FenceAction.OFF;
            case MONITOR -> metadata.supports(FenceAction.STATUS) ? FenceAction.STATUS : FenceAction.LIST;
            default -> action;
        };
    }

    /** A line break in a value would be a line of its own to the agent. */
    private static String oneLine(String text) {
        return text.replace('\n', ' ').replace('\r', ' ').replace('\0', ' ');
    }
}
