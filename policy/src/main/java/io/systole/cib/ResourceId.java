package io.systole.cib;

/** The id of a resource, or, where the CIB allows it, of a template, tag or resource instance. */
public record ResourceId(String value) implements Comparable<ResourceId> {
    public ResourceId {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a resource id is not empty");
        }
    }

    @Override
    public int compareTo(ResourceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
