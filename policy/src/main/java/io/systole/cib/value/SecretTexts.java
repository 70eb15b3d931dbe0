package io.systole.cib.value;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The one place where values that nobody shall see are told from others, and taken out of texts. */
public final class SecretTexts {
    /** The value of a parameter whose true value lies in a file of each node, as Pacemaker has it. */
    public static final String LOCAL = "lrm://";
    /** What is shown instead. */
    public static final String MASK = "********";

    private static final int SHORT = 4;
    private static final List<String> NAMES = List.of(
            "password", "passwd", "passphrase", "secret", "community", "token", "api_key", "apikey", "authorization");

    private SecretTexts() {}

    /** Whether the common names of secrets speak of this parameter: passwd, db_password, snmp_community, ... */
    public static boolean isSecretName(String name) {
        var lower = name.toLowerCase(Locale.ROOT).replace('-', '_');
        return NAMES.stream().anyMatch(secret -> lower.equals(secret) || lower.endsWith("_" + secret))
                && !lower.startsWith("crm_meta_");
    }

    /** The values of the parameters that have such a name, and are not in a file. */
    public static List<String> valuesOf(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .filter(parameter -> isSecretName(parameter.getKey()))
                .map(Map.Entry::getValue)
                .filter(value -> !value.isEmpty() && !value.equals(LOCAL))
                .sorted()
                .toList();
    }

    /**
     * A text without these values. One that is too short to be searched for hides the whole text that has it, since its
     * place would tell it.
     */
    public static String masked(String text, Collection<String> secrets) {
        var masked = text;
        var longestFirst = secrets.stream()
                .filter(secret -> !secret.isEmpty())
                .sorted((one, other) -> other.length() - one.length())
                .toList();
        for (var secret : longestFirst) {
            if (masked.contains(secret)) {
                masked = secret.length() < SHORT ? MASK : masked.replace(secret, MASK);
            }
        }
        return masked;
    }
}
