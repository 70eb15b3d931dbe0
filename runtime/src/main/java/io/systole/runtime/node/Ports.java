package io.systole.runtime.node;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tries a port before the actor system takes it, for the sake of a message that says what to do. */
final class Ports {
    private Ports() {}

    /** Of several addresses this host may lack some at present, but not all; a port in use is one too many. */
    static void requireOneFree(String key, List<String> addresses, int port) throws NodeNotStarted {
        @Nullable NodeNotStarted first = null;
        for (var address : addresses) {
            try {
                requireFree(key, address, port);
                return;
            } catch (NodeNotStarted e) {
                first = first == null ? e : first;
            }
        }
        throw Objects.requireNonNull(first, "a node has an address");
    }

    static void requireFree(String key, String address, int port) throws NodeNotStarted {
        var where = key + " = " + address + ":" + port;
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
        } catch (UnknownHostException e) {
            throw new NodeNotStarted(
                    where, "the name has no address", "give an address, or add the name to /etc/hosts", e);
        } catch (BindException e) {
            throw refused(where, e);
        } catch (IOException e) {
            throw new NodeNotStarted(where, String.valueOf(e.getMessage()), "give another address or port", e);
        }
    }

    private static NodeNotStarted refused(String where, BindException e) {
        var message = String.valueOf(e.getMessage());
        if (message.contains("in use")) {
            return new NodeNotStarted(
                    where, "the port is in use", "stop who has it (`ss -ltnp` shows that), or give another port", e);
        }
        if (message.contains("Permission")) {
            return new NodeNotStarted(where, "permission denied", "give a port from 1024 up, or run as root", e);
        }
        return new NodeNotStarted(
                where, "is no address of this host (" + message + ")", "is --node right? `ip address` shows them", e);
    }
}
