package io.systole.actors.command.core;

import io.systole.cib.NodeName;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A command as somebody called it.
 *
 * @param program the name it was called by
 * @param environment what of the caller's environment says who it is
 * @param input the content that was asked for with {@link Reply.Read}
 * @param here the node that the caller is on
 * @param at when it came
 * @param zone the zone that the caller reads times in
 */
public record Call(
        String program,
        List<String> arguments,
        SortedMap<String, String> environment,
        Input input,
        NodeName here,
        Instant at,
        ZoneId zone) {
    private static final String META = "OCF_RESKEY_CRM_meta_";

    /**
     * What the caller read.
     *
     * @param asked whether it was asked to
     * @param text null where it could not be read, or was not asked for
     */
    public record Input(boolean asked, @Nullable String text) {
        public static final Input NONE = new Input(false, null);
    }

    public Call {
        arguments = List.copyOf(arguments);
        environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    }

    /** The same as another program with other arguments. */
    Call as(String other, List<String> others) {
        return new Call(other, others, environment, input, here, at, zone);
    }

    /** The resource whose agent calls; null where no agent does. */
    @Nullable
    String instance() {
        String instance = environment.get("OCF_RESOURCE_INSTANCE");
        return instance == null || instance.isEmpty() ? null : instance;
    }

    /** The node whose attributes are meant: that of the name, else the one that the calling agent's attributes are of. */
    String target(@Nullable String named) {
        if (named != null && !named.equals("localhost") && !named.equals("auto")) {
            return named;
        }
        String host = environment.get(META + "physical_host");
        if ("host".equals(environment.get(META + "container_attribute_target")) && host != null) {
            return host;
        }
        return environment.getOrDefault(META + "on_node", here.value());
    }
}
