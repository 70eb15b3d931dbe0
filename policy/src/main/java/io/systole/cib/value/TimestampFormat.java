package io.systole.cib.value;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Times in the format of date(1), as the timestamp-format of alerts has them, in the language of the locale C: a percent
 * sign, flags ({@code - _ 0 + ^ #}), a width, and a letter. The width of {@code %N} is the number of its digits, from the
 * left: {@code %06N} are microseconds. What is no conversion is kept as it is.
 */
public final class TimestampFormat {
    /** Each stands for a composition of others. */
    private static final String COMPOSED = "cDFhrRTxX";

    private static final String PLAIN = "aAbBCdegGHIjklmMNpPqsSuUVwWyYzZnt%";
    private static final int NANO_DIGITS = 9;
    /** As much as a line has room for; without a bound a number in the CIB would decide how much memory is taken. */
    private static final int WIDTH_MAX = 100;

    private TimestampFormat() {}

    /** The time, written so. */
    public static String write(String format, ZonedDateTime at) {
        var text = new StringBuilder();
        int i = 0;
        while (i < format.length()) {
            Conversion found = format.charAt(i) == '%' ? Conversion.at(format, i) : null;
            if (found == null) {
                text.append(format.charAt(i++));
            } else {
                text.append(found.isKnown() ? written(found, at) : found.source());
                i += found.source().length();
            }
        }
        return text.toString();
    }

    /** The first conversion that date(1) does not have; empty where there is none. */
    public static Optional<String> fault(String format) {
        int i = format.indexOf('%');
        while (i >= 0) {
            Conversion found = Conversion.at(format, i);
            if (!found.isKnown()) {
                return Optional.of(found.source());
            }
            i = format.indexOf('%', i + found.source().length());
        }
        return Optional.empty();
    }

    /** One of them as it is written; the letter is 0 where the text ends before it. */
    private record Conversion(String source, List<Character> flags, int width, int colons, char letter) {
        static Conversion at(String format, int from) {
            int i = from + 1;
            var flags = new ArrayList<Character>();
            while (i < format.length() && "-_0+^#".indexOf(format.charAt(i)) >= 0) {
                flags.add(format.charAt(i++));
            }
            int digits = i;
            i = Texts.skipDigits(format, i);
            int width = i == digits ? 0 : (int) Math.min(WIDTH_MAX, number(format.substring(digits, i)));
            int colons = 0;
            while (i < format.length() && format.charAt(i) == ':') {
                colons++;
                i++;
            }
            char letter = i < format.length() ? format.charAt(i++) : 0;
            return new Conversion(format.substring(from, i), flags, width, colons, letter);
        }

        private static long number(String digits) {
            return digits.length() > 3 ? WIDTH_MAX : Long.parseLong(digits);
        }

        boolean isKnown() {
            if (letter == 0 || (colons > 0 && (letter != 'z' || colons > 3))) {
                return false;
            }
            return PLAIN.indexOf(letter) >= 0 || COMPOSED.indexOf(letter) >= 0;
        }

        /** The last flag that says what goes before a number; 0 where none does. */
        char padding() {
            char last = 0;
            for (char flag : flags) {
                last = "-_0+".indexOf(flag) >= 0 ? flag : last;
            }
            return last;
        }
    }

    private static String written(Conversion conversion, ZonedDateTime at) {
        if (conversion.letter() == 'N') {
            return fraction(conversion, at);
        }
        String text = COMPOSED.indexOf(conversion.letter()) >= 0
                ? write(composition(conversion.letter()), at)
                : plain(conversion, at);
        return padded(conversion, cased(conversion, text));
    }

    private static String fraction(Conversion conversion, ZonedDateTime at) {
        String nanos = String.format(Locale.ROOT, "%09d", at.getNano());
        int digits = conversion.width() == 0 ? NANO_DIGITS : conversion.width();
        return digits <= NANO_DIGITS ? nanos.substring(0, digits) : nanos + "0".repeat(digits - NANO_DIGITS);
    }

    private static String composition(char letter) {
        return switch (letter) {
            case 'c' -> "%a %b %e %H:%M:%S %Y";
            case 'D', 'x' -> "%m/%d/%y";
            case 'F' -> "%Y-%m-%d";
            case 'h' -> "%b";
            case 'r' -> "%I:%M:%S %p";
            case 'R' -> "%H:%M";
            default -> "%H:%M:%S";
        };
    }

    private static String plain(Conversion conversion, ZonedDateTime at) {
        char padding = conversion.padding();
        return switch (conversion.letter()) {
            case 'a' -> at.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case 'A' -> at.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'b' -> at.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case 'B' -> at.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'C' -> number(Math.floorDiv(at.getYear(), 100), 2, '0', padding);
            case 'd' -> number(at.getDayOfMonth(), 2, '0', padding);
            case 'e' -> number(at.getDayOfMonth(), 2, '_', padding);
            case 'g' -> number(Math.floorMod(at.get(IsoFields.WEEK_BASED_YEAR), 100), 2, '0', padding);
            case 'G' -> Integer.toString(at.get(IsoFields.WEEK_BASED_YEAR));
            case 'H' -> number(at.getHour(), 2, '0', padding);
            case 'I' -> number(at.get(ChronoField.CLOCK_HOUR_OF_AMPM), 2, '0', padding);
            case 'j' -> number(at.getDayOfYear(), 3, '0', padding);
            case 'k' -> number(at.getHour(), 2, '_', padding);
            case 'l' -> number(at.get(ChronoField.CLOCK_HOUR_OF_AMPM), 2, '_', padding);
            case 'm' -> number(at.getMonthValue(), 2, '0', padding);
            case 'M' -> number(at.getMinute(), 2, '0', padding);
            case 'p' -> at.getHour() < 12 ? "AM" : "PM";
            case 'P' -> at.getHour() < 12 ? "am" : "pm";
            case 'q' -> Integer.toString(at.get(IsoFields.QUARTER_OF_YEAR));
            case 's' -> Long.toString(at.toEpochSecond());
            case 'S' -> number(at.getSecond(), 2, '0', padding);
            case 'u' -> Integer.toString(at.getDayOfWeek().getValue());
            case 'U' -> number(week(at, weekday(at)), 2, '0', padding);
            case 'V' -> number(at.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2, '0', padding);
            case 'w' -> Integer.toString(weekday(at));
            case 'W' -> number(week(at, (weekday(at) + 6) % 7), 2, '0', padding);
            case 'y' -> number(Math.floorMod(at.getYear(), 100), 2, '0', padding);
            case 'Y' -> Integer.toString(at.getYear());
            case 'z' -> offset(conversion.colons(), at);
            case 'Z' -> DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH).format(at);
            case 'n' -> "\n";
            case 't' -> "\t";
            default -> "%";
        };
    }

    /** Sunday is 0. */
    private static int weekday(ZonedDateTime at) {
        return at.getDayOfWeek().getValue() % 7;
    }

    /** The week of the year, of weeks that begin so many days before this one; days before the first are in week 0. */
    private static int week(ZonedDateTime at, int daysIn) {
        return (at.getDayOfYear() - 1 + 7 - daysIn) / 7;
    }

    private static String number(int value, int width, char usual, char wanted) {
        char padding = wanted == 0 || wanted == '+' ? usual : wanted;
        String digits = Integer.toString(value);
        return padding == '-' ? digits : fill(padding, width - digits.length()) + digits;
    }

    private static String offset(int colons, ZonedDateTime at) {
        int seconds = Math.abs(at.getOffset().getTotalSeconds());
        String sign = at.getOffset().getTotalSeconds() < 0 ? "-" : "+";
        String hours = String.format(Locale.ROOT, "%02d", seconds / 3600);
        String minutes = String.format(Locale.ROOT, "%02d", seconds / 60 % 60);
        return switch (colons) {
            case 0 -> sign + hours + minutes;
            case 1 -> sign + hours + ":" + minutes;
            case 2 -> sign + hours + ":" + minutes + String.format(Locale.ROOT, ":%02d", seconds % 60);
            default -> sign + hours + (seconds % 3600 == 0 ? "" : ":" + minutes);
        };
    }

    private static String cased(Conversion conversion, String text) {
        if (conversion.flags().contains('#')) {
            boolean lower = "pZ".indexOf(conversion.letter()) >= 0;
            return lower ? text.toLowerCase(Locale.ROOT) : text.toUpperCase(Locale.ROOT);
        }
        return conversion.flags().contains('^') ? text.toUpperCase(Locale.ROOT) : text;
    }

    /** Texts are filled with blanks, numbers with what they are filled with anyway. */
    private static String padded(Conversion conversion, String text) {
        char wanted = conversion.padding();
        boolean blanks = "aAbBhpPZcDrRTxXekl".indexOf(conversion.letter()) >= 0;
        char padding = wanted == 0 || wanted == '+' ? (blanks ? '_' : '0') : wanted;
        return padding == '-' ? text : fill(padding, conversion.width() - text.length()) + text;
    }

    private static String fill(char padding, int count) {
        return (padding == '0' ? "0" : " ").repeat(Math.max(0, count));
    }
}
