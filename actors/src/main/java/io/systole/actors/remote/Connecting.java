package io.systole.actors.remote;

import io.systole.actors.remote.link.Greeting;
import io.systole.actors.remote.link.Handshake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Connects, on a thread that may wait. */
final class Connecting {
    private Connecting() {}

    static Handshake.Answer connect(
            InetSocketAddress address, RemoteSettings settings, Greeting greeting, Duration within) {
        try {
            if (address.isUnresolved()) {
                throw new IOException("the host name " + address.getHostString() + " is not known");
            }
            return Handshake.connect(address, settings.key(), greeting, within, settings.silence());
        } catch (IOException failed) {
            throw new UncheckedIOException(address + ": " + failed.getMessage(), failed);
        }
    }

    static String why(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
        return cause == null ? "no answer" : String.valueOf(cause.getMessage());
    }
}
