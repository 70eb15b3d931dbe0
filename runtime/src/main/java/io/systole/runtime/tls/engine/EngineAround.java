package io.systole.runtime.tls.engine;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.BiFunction;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** In all the engine inside; what another one does otherwise it says in a class of its own. */
abstract class EngineAround extends SSLEngine {
    private final SSLEngine inside;

    EngineAround(SSLEngine inside) {
        super(inside.getPeerHost(), inside.getPeerPort());
        this.inside = inside;
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer destination)
            throws SSLException {
        return inside.wrap(sources, offset, length, destination);
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] destinations, int offset, int length)
            throws SSLException {
        return inside.unwrap(source, destinations, offset, length);
    }

    @Override
    public void closeInbound() throws SSLException {
        inside.closeInbound();
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
