package io.systole.cib;

/** A node attribute whose changes an alert is for. */
public record AttributeFilter(String id, String name) {}
