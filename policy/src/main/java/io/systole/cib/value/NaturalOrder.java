package io.systole.cib.value;

import java.util.Comparator;

/** Orders names without regard to case and runs of digits by their number, so that node2 comes before node10. */
public final class NaturalOrder implements Comparator<String> {
    public static final NaturalOrder INSTANCE = new NaturalOrder();

    private NaturalOrder() {}

    @Override
    public int compare(String left, String right) {
        int i = 0;
        int j = 0;
        while (i < left.length() && j < right.length()) {
            char a = left.charAt(i);
            char b = right.charAt(j);
            if (isDigit(a) && isDigit(b)) {
                int iEnd = endOfDigits(left, i);
                int jEnd = endOfDigits(right, j);
                int order = compareNumbers(left.substring(i, iEnd), right.substring(j, jEnd));
                if (order != 0) {
                    return order;
                }
                i = iEnd;
                j = jEnd;
            } else {
                int order = Character.compare(Character.toLowerCase(a), Character.toLowerCase(b));
                if (order != 0) {
                    return order;
                }
                i++;
                j++;
            }
        }
        return Integer.compare(left.length() - i, right.length() - j);
    }

    private static int compareNumbers(String left, String right) {
        String a = stripZeros(left);
        String b = stripZeros(right);
        int order = Integer.compare(a.length(), b.length());
        if (order == 0) {
            order = a.compareTo(b);
        }
        return order != 0 ? order : Integer.compare(left.length(), right.length());
    }

    private static String stripZeros(String digits) {
        int from = 0;
        while (from < digits.length() - 1 && digits.charAt(from) == '0') {
            from++;
        }
        return digits.substring(from);
    }

    private static int endOfDigits(String text, int from) {
        int end = from;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
