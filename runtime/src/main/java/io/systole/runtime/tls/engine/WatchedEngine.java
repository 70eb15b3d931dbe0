package io.systole.runtime.tls.engine;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** An engine that tells why it failed, to who asked for that; in all else the engine inside. */
final class WatchedEngine extends EngineAround {
    private final Consumer<SSLException> watcher;
    private boolean handshaken;
    private boolean told;

    /** {@code watcher} is told of the first failure. */
    WatchedEngine(SSLEngine inside, Consumer<SSLException> watcher) {
        super(inside);
        this.watcher = watcher;
    }

    private void tell(SSLException failure) {
        if (!told) {
            told = true;
            watcher.accept(failure);
        }
    }

    private SSLEngineResult noticing(SSLEngineResult result) {
        if (result.getHandshakeStatus() == HandshakeStatus.FINISHED) {
            handshaken = true;
        }
        return result;
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer destination)
            throws SSLException {
        try {
            return noticing(super.wrap(sources, offset, length, destination));
        } catch (SSLException e) {
            tell(e);
            throw e;
        }
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] destinations, int offset, int length)
            throws SSLException {
        try {
            return noticing(super.unwrap(source, destinations, offset, length));
        } catch (SSLException e) {
            tell(e);
            throw e;
        }
    }

    /** Fails where the peer went away without taking leave. Only a client is told: others connect to look (a port watch). */
    @Override
    public void closeInbound() throws SSLException {
        try {
            super.closeInbound();
        } catch (SSLException e) {
            if (getUseClientMode() && !handshaken) {
                tell(new EndedEarly(e));
            }
            throw e;
        }
    }

    /** The connection ended before both had agreed on TLS. */
    static final class EndedEarly extends SSLException {
        private static final long serialVersionUID = 1L;

        EndedEarly(SSLException cause) {
            super("the connection ended during the handshake", cause);
        }
    }
}
