package io.systole.actors.remote.core;

import io.systole.actors.resource.wire.OperationOrder;
import io.systole.cib.NodeName;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/**
 * Where a connection resource ({@code ocf:pacemaker:remote}) says that its node is met: parameter {@code server} (or
 * {@code addr}), else the node's name; {@code port}, 3121 by default.
 */
public record ConnectionOrder(String host, int port) {
    public static final int PORT_DEFAULT = 3121;
    /** What needs a restart of the connection when it changes; reconnect_interval does not. */
    public static final List<String> RESTART_PARAMETERS = List.of("addr", "port", "server");

    private static final int PORT_MAX = 65_535;

    public static ConnectionOrder of(NodeName remote, OperationOrder order) {
        SortedMap<String, String> parameters = order.attributes();
        String host = parameters.getOrDefault("server", parameters.getOrDefault("addr", remote.value()));
        return new ConnectionOrder(host, port(parameters.getOrDefault("port", "")));
    }

    /** Whether the resource is a connection, which runs inside the node and not as an agent. */
    public static boolean isConnection(OperationOrder order) {
        String provider = order.provider();
        return order.agentClass().equals("ocf")
                && provider != null
                && provider.toLowerCase(Locale.ROOT).equals("pacemaker")
                && order.type().toLowerCase(Locale.ROOT).equals("remote");
    }

    private static int port(String text) {
        boolean number = !text.isEmpty() && text.length() < 6 && text.chars().allMatch(Character::isDigit);
        int port = number ? Integer.parseInt(text) : PORT_DEFAULT;
        return port > 0 && port <= PORT_MAX ? port : PORT_DEFAULT;
    }
}
