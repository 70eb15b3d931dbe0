package io.systole.splitbrain.arbiter;

import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;

/** This node's certificate for the arbiter, and the authority that signed the arbiter's. */
@FunctionalInterface
public interface ArbiterCertificates {
    /** As they are on disk now; the message of what is thrown says which file is at fault. */
    SSLContext context() throws IOException, GeneralSecurityException;
}
