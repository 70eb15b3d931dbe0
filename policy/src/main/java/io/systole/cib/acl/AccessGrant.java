package io.systole.cib.acl;

import io.systole.cib.Configuration;
import io.systole.cib.NvPair;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The access that a user was granted: the hash of the token that it brings, and its groups. Grants stand in the CIB, so
 * every node knows them; a token is random and long, so its hash gives nothing away (ADR 0023).
 *
 * @param sha256 of the token, in hexadecimal digits
 */
public record AccessGrant(String user, List<String> groups, String sha256, Instant at) {
    /** The set of cluster properties with all grants. */
    public static final String SET = WriteCheck.PROTECTED_SET;

    private static final String PREFIX = SET + "-";

    public AccessGrant {
        groups = List.copyOf(groups);
    }

    /** The id and the name of the property that holds the grant of a user. */
    public static String property(String user) {
        return PREFIX + user;
    }

    /** The value of the property. */
    public String value() {
        return "sha256=" + sha256 + " groups=" + String.join(",", groups) + " at=" + at;
    }

    public static String hash(String token) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** All grants; one that cannot be read grants nothing. */
    public static List<AccessGrant> of(Configuration configuration) {
        return configuration.crmConfig().stream()
                .filter(set -> SET.equals(set.id()))
                .flatMap(set -> set.pairs().stream())
                .flatMap(pair -> read(pair).stream())
                .toList();
    }

    /** The user whose token this is. */
    public static Optional<Subject> subject(Configuration configuration, String token) {
        var hash = hash(token);
        return of(configuration).stream()
                .filter(grant -> grant.sha256().equals(hash))
                .findFirst()
                .map(grant -> new Subject(grant.user(), grant.groups(), false));
    }

    private static Optional<AccessGrant> read(NvPair pair) {
        var name = pair.name();
        var value = pair.value();
        if (name == null || value == null || !name.startsWith(PREFIX)) {
            return Optional.empty();
        }
        var fields = new TreeMap<String, String>();
        for (var field : value.split(" ")) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.put(field.substring(0, equals), field.substring(equals + 1));
            }
        }
        var hash = fields.getOrDefault("sha256", "");
        if (!hash.matches("[0-9a-f]{64}")) {
            return Optional.empty();
        }
        var groups = Arrays.stream(fields.getOrDefault("groups", "").split(","))
                .filter(group -> !group.isEmpty())
                .toList();
        return Optional.of(new AccessGrant(name.substring(PREFIX.length()), groups, hash, instant(fields.get("at"))));
    }

    private static Instant instant(@Nullable String text) {
        try {
            return text == null ? Instant.EPOCH : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }
}
