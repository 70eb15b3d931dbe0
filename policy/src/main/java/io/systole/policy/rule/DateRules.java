package io.systole.policy.rule;

import io.systole.cib.DateExpression;
import io.systole.cib.DateParts;
import io.systole.cib.value.IsoTime;
import io.systole.cib.value.Numbers;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Decides date expressions, and notes when their result will change. */
final class DateRules {
    private DateRules() {}

    static boolean passes(DateExpression expression, Recheck recheck) {
        IsoTime now = IsoTime.of(recheck.now());
        String operation = expression.operation() == null
                ? "in_range"
                : expression.operation().toLowerCase(Locale.ROOT);
        IsoTime start = parse(expression.start(), recheck);
        IsoTime end = parse(expression.end(), recheck);
        switch (operation) {
            case "in_range":
                return inRange(expression, start, end, now, recheck);
            case "gt":
                if (start == null) {
                    return false;
                }
                if (now.compareTo(start) > 0) {
                    return true;
                }
                recheck.note(start.epochSecond() + 1);
                return false;
            case "lt":
                if (end == null || now.compareTo(end) >= 0) {
                    return false;
                }
                recheck.note(end.epochSecond());
                return true;
            case "date_spec":
                return expression.dateSpec() != null && inSpecification(expression.dateSpec(), now);
            default:
                return false;
        }
    }

    private static @Nullable IsoTime parse(@Nullable String text, Recheck recheck) {
        return text == null ? null : IsoTime.parse(text, recheck.now());
    }

    private static boolean inRange(
            DateExpression expression, @Nullable IsoTime start, @Nullable IsoTime end, IsoTime now, Recheck recheck) {
        if ((expression.start() != null && start == null) || (expression.end() != null && end == null)) {
            return false;
        }
        IsoTime last = end;
        if (last == null && expression.duration() != null && start != null) {
            last = plus(start, expression.duration());
            if (last == null || expression.duration().id() == null) {
                return false;
            }
        }
        if (start == null && last == null) {
            return false;
        }
        if (start != null && now.compareTo(start) < 0) {
            recheck.note(start.epochSecond());
            return false;
        }
        if (last == null) {
            return true;
        }
        if (now.compareTo(last) > 0) {
            return false;
        }
        recheck.note(last.epochSecond() + 1);
        return true;
    }

    /** Adds a duration part by part, from years to seconds; null when a part is unreadable. */
    private static @Nullable IsoTime plus(IsoTime start, DateParts duration) {
        IsoTime sum = start;
        for (String unit : new String[] {"years", "months", "weeks", "days", "hours", "minutes", "seconds"}) {
            String text = duration.parts().get(unit);
            if (text == null) {
                continue;
            }
            OptionalLong amount = Numbers.leadingInteger(text);
            if (amount.isEmpty()) {
                return null;
            }
            long number = amount.getAsLong();
            sum = switch (unit) {
                case "years" -> sum.plusYears(number);
                case "months" -> sum.plusMonths(number);
                case "weeks" -> sum.plusDays(7 * number);
                case "days" -> sum.plusDays(number);
                case "hours" -> sum.plusSeconds(3600 * number);
                case "minutes" -> sum.plusSeconds(60 * number);
                default -> sum.plusSeconds(number);
            };
        }
        return sum;
    }

    private static boolean inSpecification(DateParts specification, IsoTime now) {
        for (Map.Entry<String, String> part : specification.parts().entrySet()) {
            int current = current(part.getKey(), now);
            if (current >= 0 && !contains(part.getValue(), current)) {
                return false;
            }
        }
        return true;
    }

    private static int current(String unit, IsoTime now) {
        return switch (unit) {
            case "years" -> now.day().getYear();
            case "months" -> now.day().getMonthValue();
            case "monthdays" -> now.day().getDayOfMonth();
            case "hours" -> now.second() / 3600;
            case "minutes" -> now.second() / 60 % 60;
            case "seconds" -> now.second() % 60;
            case "yeardays" -> now.day().getDayOfYear();
            case "weekyears" -> now.day().get(IsoFields.WEEK_BASED_YEAR);
            case "weeks" -> now.day().get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            case "weekdays" -> now.day().get(ChronoField.DAY_OF_WEEK);
            default -> -1;
        };
    }

    /** Whether a range such as 9-16, 5 or 3- contains the number; junk contains nothing. */
    static boolean contains(String range, int number) {
        int dash = range.indexOf('-');
        String low = dash < 0 ? range : range.substring(0, dash);
        String high = dash < 0 ? range : range.substring(dash + 1);
        if ((low.isEmpty() && high.isEmpty()) || !digits(low) || !digits(high)) {
            return false;
        }
        return (low.isEmpty() || Long.parseLong(low) <= number) && (high.isEmpty() || number <= Long.parseLong(high));
    }

    private static boolean digits(String text) {
        return text.length() < 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
