package io.systole.runtime.tls.engine;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** An engine that tells why it failed, to who asked for that; in all else the engine inside. */
final class WatchedEngine extends SSLEngine {
    private final SSLEngine inside;
    private final Consumer<SSLException> watcher;
    private boolean handshaken;
    private boolean told;

    /** {@code watcher} is told of the first failure. */
    WatchedEngine(SSLEngine inside, Consumer<SSLException> watcher) {
        super(inside.getPeerHost(), inside.getPeerPort());
        this.inside = inside;
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
            return noticing(inside.wrap(sources, offset, length, destination));
        } catch (SSLException e) {
            tell(e);
            throw e;
        }
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] destinations, int offset, int length)
            throws SSLException {
        try {
            return noticing(inside.unwrap(source, destinations, offset, length));
        } catch (SSLException e) {
            tell(e);
            throw e;
        }
    }

    /** Fails where the peer went away without taking leave. Only a client is told: others connect to look (a port watch). */
    @Override
    public void closeInbound() throws SSLException {
        try {
            inside.closeInbound();
        } catch (SSLException e) {
            if (inside.getUseClientMode() && !handshaken) {
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

    @Override
    public @Nullable Runnable getDelegatedTask() {
        return inside.getDelegatedTask();
    }

    @Override
    public boolean isInboundDone() {
        return inside.isInboundDone();
    }

    @Override
    public void closeOutbound() {
        inside.closeOutbound();
    }

    @Override
    public boolean isOutboundDone() {
        return inside.isOutboundDone();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return inside.getSupportedCipherSuites();
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return inside.getEnabledCipherSuites();
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {
        inside.setEnabledCipherSuites(suites);
    }

    @Override
    public String[] getSupportedProtocols() {
        return inside.getSupportedProtocols();
    }

    @Override
    public String[] getEnabledProtocols() {
        return inside.getEnabledProtocols();
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {
        inside.setEnabledProtocols(protocols);
    }

    @Override
    public SSLSession getSession() {
        return inside.getSession();
    }

    @Override
    public SSLSession getHandshakeSession() {
        return inside.getHandshakeSession();
    }

    @Override
    public void beginHandshake() throws SSLException {
        inside.beginHandshake();
    }

    @Override
    public HandshakeStatus getHandshakeStatus() {
        return inside.getHandshakeStatus();
    }

    @Override
    public void setUseClientMode(boolean mode) {
        inside.setUseClientMode(mode);
    }

    @Override
    public boolean getUseClientMode() {
        return inside.getUseClientMode();
    }

    @Override
    public void setNeedClientAuth(boolean need) {
        inside.setNeedClientAuth(need);
    }

    @Override
    public boolean getNeedClientAuth() {
        return inside.getNeedClientAuth();
    }

    @Override
    public void setWantClientAuth(boolean want) {
        inside.setWantClientAuth(want);
    }

    @Override
    public boolean getWantClientAuth() {
        return inside.getWantClientAuth();
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {
        inside.setEnableSessionCreation(flag);
    }

    @Override
    public boolean getEnableSessionCreation() {
        return inside.getEnableSessionCreation();
    }

    @Override
    public SSLParameters getSSLParameters() {
        return inside.getSSLParameters();
    }

    @Override
    public void setSSLParameters(SSLParameters parameters) {
        inside.setSSLParameters(parameters);
    }

    @Override
    public String getApplicationProtocol() {
        return inside.getApplicationProtocol();
    }

    @Override
    public String getHandshakeApplicationProtocol() {
        return inside.getHandshakeApplicationProtocol();
    }

    @Override
    public void setHandshakeApplicationProtocolSelector(BiFunction<SSLEngine, List<String>, String> selector) {
        inside.setHandshakeApplicationProtocolSelector(selector);
    }

    @Override
    public BiFunction<SSLEngine, List<String>, String> getHandshakeApplicationProtocolSelector() {
        return inside.getHandshakeApplicationProtocolSelector();
    }
}
