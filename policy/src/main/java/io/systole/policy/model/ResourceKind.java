package io.systole.policy.model;

/** The kinds of resources, from the lowest to the highest rank. */
public enum ResourceKind {
    PRIMITIVE,
    GROUP,
    CLONE,
    BUNDLE
}
