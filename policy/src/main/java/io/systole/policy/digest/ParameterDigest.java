package io.systole.policy.digest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;

/**
 * The digest of an operation's parameters: MD5 of the text that the reference hashes, a blank, the parameters as one element
 * with its attributes sorted, a line end. Written into the history ({@code op-digest}) and compared with it.
 */
public final class ParameterDigest {

    private ParameterDigest() {}

    /** The digest of the parameters as they are; what does not count must be left out before. */
    public static String of(SortedMap<String, String> parameters) {
        StringBuilder text = new StringBuilder(" <parameters");
        parameters.forEach((name, value) -> {
            text.append(' ').append(name).append("=\"");
            escape(value, text);
            text.append('"');
        });
        text.append("/>\n");
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            return HexFormat.of().formatHex(md5.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has MD5", impossible);
        }
    }

    private static void escape(String value, StringBuilder into) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '<' -> into.append("&lt;");
                case '>' -> into.append("&gt;");
                case '&' -> into.append("&amp;");
                case '"' -> into.append("&quot;");
                default -> {
                    if (c < ' ' || c == 0x7F) {
                        into.append(String.format("&#x%02X;", (int) c));
                    } else {
                        into.append(c);
                    }
                }
            }
        }
    }
}
