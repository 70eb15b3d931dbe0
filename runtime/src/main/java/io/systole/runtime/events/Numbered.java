package io.systole.runtime.events;

/**
 * A happening with its place.
 *
 * @param id unlike that of any other in any run of any node
 */
public record Numbered(String id, Happening happening) {}
