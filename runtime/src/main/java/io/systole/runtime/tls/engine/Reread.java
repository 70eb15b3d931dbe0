package io.systole.runtime.tls.engine;

import io.systole.event.EventCode;
import io.systole.runtime.tls.files.BadCredentials;
import java.security.cert.X509Certificate;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What files held when they were read last; they are read anew once their stamp is another. What is damaged is not taken. */
final class Reread<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Reread.class);

    /** Reads what is there, or says why it is no good. */
    interface Reader<T> {
        T read(String stamp) throws BadCredentials;
    }

    private final Supplier<String> stamps;
    private final Reader<T> reader;
    private final Consumer<T> taken;
    private String stamp;
    private String refusedStamp = "";
    private T current;

    /** Throws when what is there is no good; who is told of what is taken hears of later changes alone. */
    Reread(Supplier<String> stamps, Reader<T> reader, Consumer<T> taken) throws BadCredentials {
        this.stamps = stamps;
        this.reader = reader;
        this.taken = taken;
        this.stamp = stamps.get();
        this.current = reader.read(stamp);
    }

    synchronized T current() {
        String now = stamps.get();
        if (!now.equals(stamp) && !now.equals(refusedStamp)) {
            take(now);
        }
        return current;
    }

    private void take(String now) {
        try {
            current = reader.read(now);
            stamp = now;
            taken.accept(current);
        } catch (BadCredentials e) {
            refusedStamp = now;
            LOG.atWarn()
                    .addKeyValue("code", EventCode.CERTIFICATE_NOT_TAKEN)
                    .addKeyValue("file", e.file())
                    .addKeyValue("why", e.getMessage())
                    .log("a changed certificate is not taken, the one before stays in use");
        }
    }

    /** Says in the log that a certificate is in use from now on. */
    static void tell(String node, X509Certificate certificate) {
        LOG.atInfo()
                .addKeyValue("code", EventCode.CERTIFICATE_TAKEN)
                .addKeyValue("node", node)
                .addKeyValue("serial", certificate.getSerialNumber().toString(16))
                .addKeyValue("until", certificate.getNotAfter().toInstant())
                .log("a new certificate is in use");
    }
}
