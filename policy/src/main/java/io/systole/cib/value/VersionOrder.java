package io.systole.cib.value;

import java.util.Comparator;

/** Compares versions like 1.2.10 by their integers; missing ones are 0, and text behind the digits is ignored. */
public enum VersionOrder implements Comparator<String> {
    INSTANCE;

    @Override
    public int compare(String a, String b) {
        String[] left = a.strip().split("\\.", -1);
        String[] right = b.strip().split("\\.", -1);
        for (int i = 0; i < Math.max(left.length, right.length); i++) {
            int byPart = Long.compare(part(left, i), part(right, i));
            if (byPart != 0) {
                return byPart;
            }
        }
        return 0;
    }

    private static long part(String[] parts, int index) {
        return index < parts.length ? Numbers.leadingInteger(parts[index]).orElse(0) : 0;
    }
}
