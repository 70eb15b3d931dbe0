package io.systole.runtime.tls.x509;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the two kinds of certificates that a cluster needs (RFC 5280): its authority's, and those of its nodes.
 * Everything but the key, the names and the times is fixed. Serial numbers are the caller's, at random.
 */
public final class Issuing {
    public static final Duration AUTHORITY_LASTS = Duration.ofDays(20 * 365);
    /** Long, since a cluster must not stop for the sake of a host that hands out certificates and is away. */
    public static final Duration NODE_LASTS = Duration.ofDays(2 * 365);
    /** Clocks of hosts differ. */
    private static final Duration BACKDATED = Duration.ofDays(1);

    private static final int KEY_CERT_SIGN_AND_CRL_SIGN = 0x06;
    private static final int DIGITAL_SIGNATURE = 0x80;

    private Issuing() {}

    /** The certificate of the cluster's authority, signed by itself. */
    public static X509Certificate authority(String cluster, KeyPair keys, BigInteger serial, Instant now)
            throws GeneralSecurityException {
        // Two authorities of one name could not be told apart, in a message or while one takes over from the other.
        byte[] name = name("Systole " + cluster + " " + serial.toString(16).substring(0, 8));
        byte[] extensions = Der.sequence(
                extension("2.5.29.19", true, Der.sequence(Der.yes(), Der.integer(BigInteger.ZERO))),
                extension("2.5.29.15", true, Der.value(Der.BIT_STRING, new byte[] {1, KEY_CERT_SIGN_AND_CRL_SIGN})),
                extension("2.5.29.14", false, Der.octets(keyId(keys.getPublic()))));
        byte[] content = Der.sequence(
                version3(),
                Der.integer(serial),
                algorithm(),
                name,
                validity(now, now.plus(AUTHORITY_LASTS)),
                name,
                keys.getPublic().getEncoded(),
                Der.context(3, true, extensions));
        return sign(content, keys.getPrivate());
    }

    /** The certificate of a node, for both ends of a connection. It ends with its authority's at the latest. */
    public static X509Certificate node(
            Subject subject, PublicKey key, Authority authority, BigInteger serial, Instant now)
            throws GeneralSecurityException {
        byte[] uses = Der.sequence(Der.oid("1.3.6.1.5.5.7.3.1"), Der.oid("1.3.6.1.5.5.7.3.2"));
        byte[] extensions = Der.sequence(
                extension("2.5.29.19", true, Der.sequence()),
                extension("2.5.29.15", true, Der.value(Der.BIT_STRING, new byte[] {7, (byte) DIGITAL_SIGNATURE})),
                extension("2.5.29.37", false, uses),
                extension("2.5.29.17", false, alternativeNames(subject)),
                extension("2.5.29.14", false, Der.octets(keyId(key))),
                extension(
                        "2.5.29.35",
                        false,
                        Der.sequence(Der.context(
                                0, false, keyId(authority.certificate().getPublicKey())))));
        var last = authority.certificate().getNotAfter().toInstant();
        var until = now.plus(NODE_LASTS);
        byte[] content = Der.sequence(
                version3(),
                Der.integer(serial),
                algorithm(),
                authority.certificate().getSubjectX500Principal().getEncoded(),
                validity(now, until.isBefore(last) ? until : last),
                name(subject.node()),
                key.getEncoded(),
                Der.context(3, true, extensions));
        return sign(content, authority.privateKey());
    }

    private static byte[] version3() {
        return Der.context(0, true, Der.integer(BigInteger.TWO));
    }

    private static byte[] validity(Instant now, Instant until) {
        return Der.sequence(Der.instant(now.minus(BACKDATED)), Der.instant(until));
    }

    private static X509Certificate sign(byte[] content, PrivateKey by) throws GeneralSecurityException {
        var signature = Signature.getInstance(Keys.SIGNATURE);
        signature.initSign(by);
        signature.update(content);
        byte[] whole = Der.sequence(content, algorithm(), Der.bits(signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
    }

    /** ecdsa-with-SHA256, which has no parameters. */
    static byte[] algorithm() {
        return Der.sequence(Der.oid("1.2.840.10045.4.3.2"));
    }

    static byte[] name(String commonName) {
        return Der.sequence(Der.set(Der.sequence(Der.oid("2.5.4.3"), Der.text(commonName))));
    }

    private static byte[] extension(String oid, boolean critical, byte[] content) {
        return critical
                ? Der.sequence(Der.oid(oid), Der.yes(), Der.octets(content))
                : Der.sequence(Der.oid(oid), Der.octets(content));
    }

    private static byte[] keyId(PublicKey key) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-1").digest(key.getEncoded());
    }

    private static byte[] alternativeNames(Subject subject) {
        var names = new ArrayList<byte[]>(
                List.of(ascii(ClusterName.URI, ClusterName.uri(subject.cluster())), ascii(2, subject.node())));
        for (String address : subject.addresses()) {
            names.add(AlternativeNames.isNumeric(address) ? Der.context(7, false, octets(address)) : ascii(2, address));
        }
        return Der.sequence(names);
    }

    private static byte[] ascii(int kind, String text) {
        return Der.context(kind, false, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] octets(String address) {
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address + ": is no address", e);
        }
    }
}
