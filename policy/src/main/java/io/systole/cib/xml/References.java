package io.systole.cib.xml;

/** The characters that references in XML stand for. */
final class References {
    private References() {}

    /** The character of a reference without its ampersand and semicolon, -1 if there is none that XML knows. */
    static int character(String name) {
        return switch (name) {
            case "lt" -> '<';
            case "gt" -> '>';
            case "amp" -> '&';
            case "quot" -> '"';
            case "apos" -> '\'';
            default -> name.startsWith("#") ? byNumber(name.substring(1)) : -1;
        };
    }

    private static int byNumber(String number) {
        boolean hex = number.startsWith("x");
        String digits = hex ? number.substring(1) : number;
        if (digits.isEmpty() || digits.length() > 8) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) < 128 ? Character.digit(digits.charAt(i), hex ? 16 : 10) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * (hex ? 16 : 10) + digit;
        }
        return value <= Character.MAX_CODE_POINT && isCharacter((int) value) ? (int) value : -1;
    }

    /** Whether XML 1.0 knows a character. */
    static boolean isCharacter(int c) {
        if (c < ' ') {
            return c == '\t' || c == '\n' || c == '\r';
        }
        return (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) && c != 0xFFFE && c != 0xFFFF;
    }
}
