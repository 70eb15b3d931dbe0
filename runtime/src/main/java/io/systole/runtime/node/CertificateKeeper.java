package io.systole.runtime.node;

import io.systole.event.EventCode;
import io.systole.runtime.tls.engine.CredentialsSource;
import io.systole.runtime.tls.join.ClusterPlan;
import io.systole.runtime.tls.join.Enrolment;
import io.systole.runtime.tls.join.JoinFailed;
import io.systole.runtime.tls.join.JoinServer;
import io.systole.runtime.tls.x509.AlternativeNames;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to the certificates while the node runs: hands them out where the authority's key is, and renews this node's own
 * when a third of its life is left, or when it is not for all names of the node.
 */
final class CertificateKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateKeeper.class);
    private static final Duration FIRST_LOOK = Duration.ofSeconds(10);
    private static final Duration LOOKS_EVERY = Duration.ofHours(1);
    private static final Duration WARNS_EVERY = Duration.ofDays(1);

    private final ClusterPlan plan;
    private final CredentialsSource source;
    private final @Nullable JoinServer server;
    private final ScheduledExecutorService clock;
    private Instant warned = Instant.EPOCH;
    private String renewal = "";
    private boolean renamed;

    private CertificateKeeper(ClusterPlan plan, CredentialsSource source, @Nullable JoinServer server) {
        this.plan = plan;
        this.source = source;
        this.server = server;
        this.clock = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "certificates");
            thread.setDaemon(true);
            return thread;
        });
    }

    static CertificateKeeper start(ClusterPlan plan, CredentialsSource source) {
        var keeper = new CertificateKeeper(plan, source, serve(plan, source));
        var unused = keeper.clock.scheduleWithFixedDelay(
                keeper::look, FIRST_LOOK.toSeconds(), LOOKS_EVERY.toSeconds(), TimeUnit.SECONDS);
        return keeper;
    }

    /** A node does its work without, too. */
    private static @Nullable JoinServer serve(ClusterPlan plan, CredentialsSource source) {
        if (!plan.directory().hasAuthorityKey()) {
            return null;
        }
        try {
            return JoinServer.start(plan, source);
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("code", EventCode.DESK_FAILED)
                    .addKeyValue("port", plan.joinPort())
                    .addKeyValue("why", e.getMessage())
                    .log("certificates cannot be handed out");
            return null;
        }
    }

    synchronized void look() {
        var now = Instant.now();
        var present = source.current().credentials().certificate();
        if (CertificateAge.isDue(present, now) || isToBeRenamed(present)) {
            renew();
        }
        var credentials = source.current().credentials();
        var warnings = CertificateAge.warnings(credentials, now);
        if (!warnings.isEmpty() && isTimeToWarn(now)) {
            LOG.atWarn()
                    .addKeyValue("code", EventCode.CERTIFICATE_ENDS)
                    .addKeyValue(
                            "until", credentials.certificate().getNotAfter().toInstant())
                    .addKeyValue("why", String.join("; ", warnings))
                    .addKeyValue("renewal", renewal)
                    .log("a certificate nears its end");
        }
    }

    /**
     * Once after a start: clients of the HTTP interface could not believe it at the names that it is not for. Who hands out
     * certificates may not know the names yet.
     */
    private boolean isToBeRenamed(X509Certificate present) {
        if (renamed) {
            return false;
        }
        renamed = true;
        return !AlternativeNames.lacking(present, plan.expectedNames()).isEmpty();
    }

    /** Whoever keeps the authority's key locked away renews by hand: a failure is no news before the end is near. */
    private void renew() {
        try {
            new Enrolment(plan).renew();
            renewal = "";
        } catch (JoinFailed | RuntimeException e) {
            renewal = "tried every hour: " + e.getMessage();
            LOG.atDebug().addKeyValue("why", e.getMessage()).log("the certificate could not be renewed yet");
        }
    }

    private boolean isTimeToWarn(Instant now) {
        if (warned.plus(WARNS_EVERY).isAfter(now)) {
            return false;
        }
        warned = now;
        return true;
    }

    @Override
    public void close() {
        clock.shutdownNow();
        var listening = server;
        if (listening != null) {
            try {
                listening.close();
            } catch (IOException e) {
                LOG.atDebug().addKeyValue("why", e.getMessage()).log("the join port was not closed in order");
            }
        }
    }
}
