package io.systole.actors.remote.link;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import javax.crypto.KeyAgreement;

/**
 * A key pair of one connection (X25519): both sides come to a secret that is never sent and that nobody can find out later,
 * not even with the cluster's key. The public half is new each time, so it is the side's challenge as well.
 */
final class Ephemeral {
    private static final String ALGORITHM = "X25519";

    private final KeyPair pair;

    private Ephemeral(KeyPair pair) {
        this.pair = pair;
    }

    static Ephemeral create() {
        try {
            return new Ephemeral(KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair());
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java of version 11 or later has " + ALGORITHM, missing);
        }
    }

    String challenge() {
        return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
    }

    /** The secret that the side of that challenge comes to as well. */
    byte[] secretWith(String challenge) throws IOException {
        try {
            var encoded = new X509EncodedKeySpec(Base64.getDecoder().decode(challenge));
            KeyAgreement agreement = KeyAgreement.getInstance(ALGORITHM);
            agreement.init(pair.getPrivate());
            agreement.doPhase(KeyFactory.getInstance(ALGORITHM).generatePublic(encoded), true);
            return agreement.generateSecret();
        } catch (GeneralSecurityException | IllegalArgumentException wrong) {
            throw new IOException("a challenge that is none: " + wrong.getMessage(), wrong);
        }
    }
}
