package io.systole.cib.value;

import java.util.Comparator;

/** The order of node names in lists and output: runs of digits by their number (node2 before node10), case ignored. */
public enum NaturalOrder implements Comparator<String> {
    INSTANCE;

    @Override
    public int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            if (Texts.isDigit(a.charAt(i)) && Texts.isDigit(b.charAt(j))) {
                int iEnd = Texts.skipDigits(a, i);
                int jEnd = Texts.skipDigits(b, j);
                int byNumber = compareRuns(a.substring(i, iEnd), b.substring(j, jEnd));
                if (byNumber != 0) {
                    return byNumber;
                }
                i = iEnd;
                j = jEnd;
            } else {
                int byCharacter =
                        Character.compare(Character.toLowerCase(a.charAt(i)), Character.toLowerCase(b.charAt(j)));
                if (byCharacter != 0) {
                    return byCharacter;
                }
                i++;
                j++;
            }
        }
        return Integer.compare(a.length() - i, b.length() - j);
    }

    private static int compareRuns(String a, String b) {
        String aNumber = withoutZeros(a);
        String bNumber = withoutZeros(b);
        int bySize = Integer.compare(aNumber.length(), bNumber.length());
        int byNumber = bySize != 0 ? bySize : aNumber.compareTo(bNumber);
        return byNumber != 0 ? byNumber : Integer.compare(a.length(), b.length());
    }

    private static String withoutZeros(String digits) {
        int at = 0;
        while (at < digits.length() && digits.charAt(at) == '0') {
            at++;
        }
        return digits.substring(at);
    }
}
