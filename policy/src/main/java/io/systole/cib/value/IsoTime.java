package io.systole.cib.value;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A moment in UTC as rules compare it: a day, and a second of it that may be 86400 after an addition. */
public record IsoTime(LocalDate day, int second) implements Comparable<IsoTime> {
    private static final int DAY_SECONDS = 86_400;
    private static final Pattern DATE = Pattern.compile("(\\d{4})-?(\\d{2})-?(\\d{2})(?!\\d)(.*)");
    private static final Pattern ORDINAL = Pattern.compile("(\\d{4})-?(\\d{3})(?!\\d)(.*)");
    private static final Pattern WEEK = Pattern.compile("(\\d{4})-?W(\\d{2})-?(\\d)(.*)");
    private static final Pattern TIME = Pattern.compile(
            "[ T]?(\\d{2})(?::?(\\d{2})(?::?(\\d{2}))?)?\\s*(?:(Z)|([+-]?)(\\d{2})(?::?(\\d{2}))?)?\\s*");

    public static IsoTime of(Instant instant) {
        var local = instant.atOffset(ZoneOffset.UTC);
        return new IsoTime(local.toLocalDate(), local.toLocalTime().toSecondOfDay());
    }

    public Instant instant() {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().plusSeconds(second);
    }

    /** Reads an ISO 8601 date with an optional time; {@code now} supplies the day of a bare time. Null if unreadable. */
    public static @Nullable IsoTime parse(String text, Instant now) {
        try {
            if (text.startsWith("T") || (text.length() > 2 && text.charAt(2) == ':')) {
                return withTime(of(now).day(), text);
            }
            String lower = text.toLowerCase(Locale.ROOT);
            if (lower.equals("epoch") || lower.startsWith("epoch/") || lower.startsWith("epoch ")) {
                return new IsoTime(LocalDate.EPOCH, 0);
            }
            return parseDated(text.strip());
        } catch (DateTimeException invalid) {
            return null;
        }
    }

    private static @Nullable IsoTime parseDated(String text) {
        Matcher week = WEEK.matcher(text);
        if (week.matches()) {
            LocalDate day = LocalDate.of(Integer.parseInt(week.group(1)), 1, 4)
                    .with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, Integer.parseInt(week.group(2)))
                    .with(java.time.temporal.ChronoField.DAY_OF_WEEK, Integer.parseInt(week.group(3)));
            return withTime(day, week.group(4));
        }
        Matcher date = DATE.matcher(text);
        if (date.matches()) {
            LocalDate day = LocalDate.of(
                    Integer.parseInt(date.group(1)), Integer.parseInt(date.group(2)), Integer.parseInt(date.group(3)));
            return withTime(day, date.group(4));
        }
        Matcher ordinal = ORDINAL.matcher(text);
        if (ordinal.matches()) {
            LocalDate day = LocalDate.ofYearDay(Integer.parseInt(ordinal.group(1)), Integer.parseInt(ordinal.group(2)));
            return withTime(day, ordinal.group(3));
        }
        return null;
    }

    private static @Nullable IsoTime withTime(LocalDate day, String rest) {
        if (rest.isBlank()) {
            return new IsoTime(day, 0);
        }
        Matcher time = TIME.matcher(rest);
        if (!time.matches()) {
            return null;
        }
        int hour = Integer.parseInt(time.group(1));
        int minute = number(time.group(2));
        int second = number(time.group(3));
        if (hour > 24 || minute > 59 || second > 59 || (hour == 24 && minute + second > 0)) {
            return null;
        }
        int offset = number(time.group(6)) * 3600 + number(time.group(7)) * 60;
        int signed = "-".equals(time.group(5)) ? -offset : offset;
        return new IsoTime(day, 0).plusWholeSeconds(hour * 3600L + minute * 60L + second - signed);
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private IsoTime plusWholeSeconds(long seconds) {
        long total = second + seconds;
        return new IsoTime(
                day.plusDays(Math.floorDiv(total, DAY_SECONDS)), (int) Math.floorMod(total, (long) DAY_SECONDS));
    }

    /** Adds seconds; a result of exactly 24:00:00 stays second 86400 of the day, as in the reference. */
    public IsoTime plusSeconds(long seconds) {
        long total = second + seconds;
        if (total == DAY_SECONDS) {
            return new IsoTime(day, DAY_SECONDS);
        }
        return plusWholeSeconds(seconds);
    }

    public IsoTime plusDays(long days) {
        return new IsoTime(day.plusDays(days), second);
    }

    /** Adds months and keeps the day of the month, cut to the length of the target month. */
    public IsoTime plusMonths(long months) {
        YearMonth target = YearMonth.from(day).plusMonths(months);
        return new IsoTime(target.atDay(Math.min(day.getDayOfMonth(), target.lengthOfMonth())), second);
    }

    /** Changes only the year number and keeps the day of the year, as the reference does: after February leap years shift. */
    public IsoTime plusYears(long years) {
        LocalDate newYear = LocalDate.ofYearDay(day.getYear(), 1).plusYears(years);
        return new IsoTime(newYear.plusDays(day.getDayOfYear() - 1L), second);
    }

    public long epochSecond() {
        return day.toEpochDay() * DAY_SECONDS + second;
    }

    @Override
    public int compareTo(IsoTime other) {
        int order = day.compareTo(other.day);
        return order != 0 ? order : Integer.compare(second, other.second);
    }
}
