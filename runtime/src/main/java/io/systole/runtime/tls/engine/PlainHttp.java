package io.systole.runtime.tls.engine;

import io.systole.event.EventCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers those who speak HTTP in the clear at the port of HTTPS, so that they see what is wrong: 400, and nothing is done. No
 * redirect, which would hide that a token went over the wire readable. The log has it once in ten minutes.
 */
final class PlainHttp {
    private static final Logger LOG = LoggerFactory.getLogger(PlainHttp.class);
    private static final Duration LOGGED_EVERY = Duration.ofMinutes(10);
    private static final String TEXT =
            "This port speaks HTTPS alone: ask again with https:// in place of http://. A token that was sent here went over"
                    + " the wire readable; grant a new one if others could see it.\n";
    private static final byte[] ANSWER = ("HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\n"
                    + "Content-Length: " + TEXT.length() + "\r\nConnection: close\r\n\r\n" + TEXT)
            .getBytes(StandardCharsets.US_ASCII);

    private Instant logged = Instant.EPOCH;

    SSLEngine watching(SSLEngine inside) {
        return new Watching(inside);
    }

    private synchronized void log() {
        var now = Instant.now();
        if (logged.plus(LOGGED_EVERY).isBefore(now)) {
            logged = now;
            LOG.atInfo()
                    .addKeyValue("code", EventCode.PLAIN_HTTP)
                    .log("a client speaks HTTP in the clear at the port of HTTPS and is answered 400");
        }
    }

    /** Until the first byte nobody knows; a method's name begins with a capital letter, a handshake never does. */
    private final class Watching extends EngineAround {
        private boolean begun;
        private boolean plain;
        private int written;

        Watching(SSLEngine inside) {
            super(inside);
        }

        @Override
        public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] destinations, int offset, int length)
                throws SSLException {
            if (!begun && source.hasRemaining()) {
                begun = true;
                byte first = source.get(source.position());
                plain = first >= 'A' && first <= 'Z';
                if (plain) {
                    log();
                }
            }
            if (!plain) {
                return super.unwrap(source, destinations, offset, length);
            }
            int read = source.remaining();
            source.position(source.limit());
            return new SSLEngineResult(isOutboundDone() ? Status.CLOSED : Status.OK, getHandshakeStatus(), read, 0);
        }

        @Override
        public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer destination)
                throws SSLException {
            if (!plain) {
                return super.wrap(sources, offset, length, destination);
            }
            int count = Math.min(destination.remaining(), ANSWER.length - written);
            destination.put(ANSWER, written, count);
            written += count;
            return new SSLEngineResult(isOutboundDone() ? Status.CLOSED : Status.OK, getHandshakeStatus(), 0, count);
        }

        @Override
        public HandshakeStatus getHandshakeStatus() {
            if (!plain) {
                return super.getHandshakeStatus();
            }
            return isOutboundDone() ? HandshakeStatus.NOT_HANDSHAKING : HandshakeStatus.NEED_WRAP;
        }

        @Override
        public boolean isOutboundDone() {
            return plain ? written == ANSWER.length : super.isOutboundDone();
        }

        @Override
        public boolean isInboundDone() {
            return plain ? written == ANSWER.length : super.isInboundDone();
        }

        @Override
        public void closeInbound() throws SSLException {
            if (!plain) {
                super.closeInbound();
            }
        }

        @Override
        public void closeOutbound() {
            if (!plain) {
                super.closeOutbound();
            }
        }
    }
}
