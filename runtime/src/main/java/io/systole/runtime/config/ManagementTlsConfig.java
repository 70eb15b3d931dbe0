package io.systole.runtime.config;

/**
 * How the HTTP interface of a node is encrypted.
 *
 * @param enabled whether it is
 * @param certificate the file of a certificate of the operator's choosing; empty for the node's own
 * @param key the file of its private key; empty if and only if {@code certificate} is
 */
public record ManagementTlsConfig(Enabled enabled, String certificate, String key) {
    /** Where there are certificates; in any case; never. */
    public enum Enabled {
        AUTO,
        ON,
        OFF
    }

    /** As it is where nothing is configured. */
    public static final ManagementTlsConfig USUAL = new ManagementTlsConfig(Enabled.AUTO, "", "");

    public ManagementTlsConfig {
        new Check()
                .that(isPath(certificate), "certificate", certificate, "must be an absolute path, or empty")
                .that(isPath(key), "key", key, "must be an absolute path, or empty")
                .that(
                        certificate.isEmpty() == key.isEmpty(),
                        key.isEmpty() ? "key" : "certificate",
                        key.isEmpty() ? key : certificate,
                        "must be given together with " + (key.isEmpty() ? "certificate" : "key")
                                + "; it may be the same file")
                .orThrow();
    }

    private static boolean isPath(String text) {
        return text.isEmpty() || text.startsWith("/");
    }

    static ManagementTlsConfig from(Section section) {
        return new ManagementTlsConfig(
                section.oneOf("enabled", Enabled.class), section.text("certificate"), section.text("key"));
    }

    /** Whether the certificate is one of the operator's choosing. */
    public boolean isOwn() {
        return !certificate.isEmpty();
    }
}
