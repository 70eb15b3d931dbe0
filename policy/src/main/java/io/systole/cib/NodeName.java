package io.systole.cib;

/** The name of a cluster, remote or guest node ({@code uname}). Ordered by its characters. */
public record NodeName(String value) implements Comparable<NodeName> {

    @Override
    public int compareTo(NodeName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
