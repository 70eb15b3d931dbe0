package io.systole.cib.value;

/** Versions such as 1.2.10, compared by their numbers. */
public final class Versions {
    private Versions() {}

    /** Compares component by component as integers; missing components count 0. */
    public static int compare(String left, String right) {
        String[] a = left.strip().split("\\.");
        String[] b = right.strip().split("\\.");
        for (int i = 0; i < Math.max(a.length, b.length); i++) {
            long x = i < a.length ? Numbers.integerOr(a[i], 0) : 0;
            long y = i < b.length ? Numbers.integerOr(b[i], 0) : 0;
            if (x != y) {
                return Long.compare(x, y);
            }
        }
        return 0;
    }
}
