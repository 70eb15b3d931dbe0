package io.systole.actors.resource;

/** Nothing is left to be moved off this node: it may leave. */
public record ShutdownGranted() {}
