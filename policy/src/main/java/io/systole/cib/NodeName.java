package io.systole.cib;

/** The name of a node (its uname), the same word everywhere: configuration, status, plan and membership. */
public record NodeName(String value) implements Comparable<NodeName> {
    public NodeName {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a node name is not empty");
        }
    }

    @Override
    public int compareTo(NodeName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
