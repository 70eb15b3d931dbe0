package io.systole.cib.xml;

import org.jspecify.annotations.Nullable;

/** The names of an element's attributes in their order; elements that are written alike share them. */
final class AttributeNames {
    static final AttributeNames NONE = new AttributeNames(new String[0]);

    private final String[] names;
    /** A bit for each name by its hash: most attributes that are asked for and not there are known not to be at once. */
    private final long present;

    private @Nullable FieldNames fields;
    private int[] positions = {};

    AttributeNames(String[] names) {
        this.names = names;
        long bits = 0;
        for (String name : names) {
            bits |= bit(name);
        }
        this.present = bits;
    }

    /** The bit of a name; different names may share one. */
    static long bit(String attribute) {
        int hash = attribute.hashCode();
        return 1L << (hash ^ (hash >>> 6) ^ (hash >>> 12));
    }

    int count() {
        return names.length;
    }

    String name(int index) {
        return names[index];
    }

    /**
     * Where an attribute is, -1 if it is not there.
     *
     * @param from where it is looked for first: attributes are mostly asked for in the order in which they are written
     */
    int indexOf(String attribute, int from) {
        if ((present & bit(attribute)) == 0) {
            return -1;
        }
        int count = names.length;
        int at = from < count ? from : 0;
        for (int tried = 0; tried < count; tried++) {
            if (names[at].equals(attribute)) {
                return at;
            }
            at = at + 1 < count ? at + 1 : 0;
        }
        return -1;
    }

    /** For each attribute its position among those fields, -1 where it is none of them; not to be changed. */
    int[] positions(FieldNames wanted) {
        if (fields != wanted) {
            int[] found = new int[names.length];
            for (int i = 0; i < found.length; i++) {
                found[i] = wanted.position(names[i]);
            }
            positions = found;
            fields = wanted;
        }
        return positions;
    }
}
