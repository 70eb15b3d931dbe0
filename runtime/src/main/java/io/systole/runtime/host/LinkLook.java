package io.systole.runtime.host;

import io.systole.runtime.doctor.HostFacts.Link;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Tries to connect with another node's port for nodes, some times, and closes at once. */
final class LinkLook {
    private static final int ATTEMPTS = 4;
    /** A lost packet is sent again after 1 s. */
    private static final int TIMEOUT_MS = 900;

    private static final double NS_PER_MS = 1_000_000.0;

    private LinkLook() {}

    /**
     * The way to one address.
     *
     * @param own the own address on the same ring, whose interface is looked at; the way itself is the kernel's to choose
     */
    static Link at(String node, int ring, Optional<String> own, String address, int port) {
        List<Double> took = new ArrayList<>();
        String fault = "";
        int tried = 0;
        for (int i = 0; i < ATTEMPTS; i++) {
            tried++;
            long began = System.nanoTime();
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getByName(address), port), TIMEOUT_MS);
                took.add((System.nanoTime() - began) / NS_PER_MS);
            } catch (SocketTimeoutException silent) {
                fault = "no answer within " + TIMEOUT_MS + " ms";
            } catch (NoRouteToHostException | ConnectException refused) {
                fault = String.valueOf(refused.getMessage());
            } catch (UnknownHostException unknown) {
                fault = "the name " + address + " has no address";
                break;
            } catch (IOException failed) {
                fault = String.valueOf(failed.getMessage());
            }
        }
        Collections.sort(took);
        return new Link(
                node,
                ring,
                address + ":" + port,
                tried,
                took.size(),
                took.isEmpty() ? 0 : took.get(took.size() / 2),
                took.isEmpty() ? 0 : took.get(took.size() - 1),
                fault,
                own.map(LinkLook::mtu).orElse(0));
    }

    private static int mtu(String address) {
        try {
            var known = NetworkInterface.getByInetAddress(InetAddress.getByName(address));
            return known == null || known.isLoopback() ? 0 : known.getMTU();
        } catch (IOException unknown) {
            return 0;
        }
    }
}
