package io.systole.cib.acl;

import io.systole.cib.AclPermission;
import java.util.Locale;

/**
 * One permission of a user.
 *
 * @param xpath what it selects
 * @param origin which permission of which role it is, for messages
 */
record Permission(Kind kind, String xpath, String origin) {
    /** What is permitted, the strongest last: of several for the same element the strongest counts. */
    enum Kind {
        READ,
        WRITE,
        DENY
    }

    static Permission of(AclPermission permission, String role) {
        Kind kind =
                switch (permission.kind()) {
                    case "read" -> Kind.READ;
                    case "write" -> Kind.WRITE;
                    default -> Kind.DENY;
                };
        return new Permission(
                kind,
                xpath(permission),
                "permission " + permission.id() + " of role " + role + " (kind "
                        + kind.name().toLowerCase(Locale.ROOT) + ")");
    }

    /** The XPath that selects what the permission is for; an unusable one selects nothing. */
    static String xpath(AclPermission permission) {
        if (permission.xpath() != null) {
            return permission.xpath();
        }
        if (permission.reference() != null) {
            return "//*[@id=" + quoted(permission.reference()) + "]";
        }
        String attribute = permission.attribute();
        return "//*[name()=" + quoted(String.valueOf(permission.objectType()))
                + (attribute == null ? "]" : " and @*[name()=" + quoted(attribute) + "]]");
    }

    /** A literal of XPath 1.0, which knows no escapes. */
    private static String quoted(String text) {
        if (!text.contains("'")) {
            return "'" + text + "'";
        }
        return text.contains("\"") ? "concat('" + text.replace("'", "',\"'\",'") + "')" : "\"" + text + "\"";
    }
}
