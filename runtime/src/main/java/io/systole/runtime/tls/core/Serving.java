package io.systole.runtime.tls.core;

import io.systole.runtime.config.ManagementTlsConfig;
import io.systole.runtime.config.ManagementTlsConfig.Enabled;

/** How the HTTP interface of a node is served. */
public sealed interface Serving {
    /**
     * In the clear.
     *
     * @param loud whether it has to be said that others can read along
     */
    record Plain(boolean loud) implements Serving {}

    /** Over TLS, with the certificate that the other nodes see, too. */
    record WithTheNodes() implements Serving {}

    /** Over TLS, with the certificate of the operator's choosing. */
    record WithAnother() implements Serving {}

    /**
     * Not at all: the node must not start.
     *
     * @param where the key of the configuration, and what it is set to
     */
    record Refused(String where, String found, String advice) implements Serving {}

    /**
     * What it depends on.
     *
     * @param address where the interface listens
     * @param onLoopback whether nobody but this host reaches that
     * @param directory where the node's certificates are looked for
     * @param certificates whether somebody began to set certificates up there
     * @param insecure whether traffic between nodes is in the clear by express wish, whatever there is
     */
    record Facts(
            ManagementTlsConfig wish,
            String address,
            boolean onLoopback,
            String directory,
            boolean certificates,
            boolean insecure) {}

    /** Whether the operator's certificate is the one that is shown. */
    static boolean usesAnother(ManagementTlsConfig wish) {
        return wish.enabled() != Enabled.OFF && wish.isOwn();
    }

    /**
     * With the operator's certificate where one is given; else with the node's where it has one; in the clear on loopback, and
     * elsewhere only by express wish.
     */
    static Serving of(Facts facts) {
        ManagementTlsConfig wish = facts.wish();
        if (wish.enabled() == Enabled.OFF) {
            return new Plain(!facts.onLoopback());
        }
        if (usesAnother(wish)) {
            return new WithAnother();
        }
        if (facts.certificates() && (wish.enabled() == Enabled.ON || !facts.insecure())) {
            return new WithTheNodes();
        }
        if (wish.enabled() == Enabled.ON) {
            return new Refused(
                    "systole.management.tls.enabled = on",
                    "there are no certificates in systole.tls.directory = " + facts.directory(),
                    "run `systole cert init` or `systole cert join` (docs/operations/tls.md), or give a certificate of your"
                            + " own: systole.management.tls.certificate and key");
        }
        if (facts.onLoopback() || facts.insecure()) {
            return new Plain(!facts.onLoopback());
        }
        return new Refused(
                "systole.management.address = " + facts.address(),
                "is not loopback, and there are no certificates in systole.tls.directory = " + facts.directory(),
                "run `systole cert init` or `systole cert join` (docs/operations/tls.md), or give a certificate of your own"
                        + " (systole.management.tls.certificate and key), or listen on 127.0.0.1; with"
                        + " systole.management.tls.enabled = off others can read tokens along the way");
    }
}
