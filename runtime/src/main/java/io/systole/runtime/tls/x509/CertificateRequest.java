package io.systole.runtime.tls.x509;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/**
 * A request for a certificate (PKCS#10, RFC 2986): a public key, and the proof that its sender has the private one. The
 * name in it is for the reader's eye alone; who issues the certificate decides on the names.
 */
public final class CertificateRequest {
    private CertificateRequest() {}

    /** The request of who has this key. */
    public static byte[] of(KeyPair keys, String node) throws GeneralSecurityException {
        byte[] info = Der.sequence(
                Der.integer(BigInteger.ZERO),
                Issuing.name(node),
                keys.getPublic().getEncoded(),
                Der.context(0, true, new byte[0]));
        Signature signature = Signature.getInstance(Keys.SIGNATURE);
        signature.initSign(keys.getPrivate());
        signature.update(info);
        return Der.sequence(info, Issuing.algorithm(), Der.bits(signature.sign()));
    }

    /** The public key of a request whose signature proves that the private one is there. */
    public static PublicKey publicKey(byte[] request) throws GeneralSecurityException {
        try {
            var outer = new DerInput(request);
            var whole = outer.next().in(Der.SEQUENCE);
            outer.end();
            var info = whole.next();
            if (!Arrays.equals(whole.next().whole(), Issuing.algorithm())) {
                throw new GeneralSecurityException("the request is signed in a way that is not used here");
            }
            byte[] bits = whole.next().as(Der.BIT_STRING);
            var fields = info.in(Der.SEQUENCE);
            fields.next();
            fields.next();
            PublicKey key = KeyFactory.getInstance(Keys.ALGORITHM)
                    .generatePublic(new X509EncodedKeySpec(fields.next().whole()));
            Keys.requireStrength(key);
            var signature = Signature.getInstance(Keys.SIGNATURE);
            signature.initVerify(key);
            signature.update(info.whole());
            if (bits.length == 0 || !signature.verify(Arrays.copyOfRange(bits, 1, bits.length))) {
                throw new GeneralSecurityException("the request's signature is wrong");
            }
            return key;
        } catch (DerInput.Malformed e) {
            throw new GeneralSecurityException("no request for a certificate: " + e.getMessage(), e);
        }
    }
}
