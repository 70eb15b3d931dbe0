package io.systole.actors.cib.core;

import io.systole.actors.cib.Author;
import java.time.Instant;

/** A change, who asked for it, and when it arrived at this node. */
public record Request(RequestId id, ConfigurationChange change, Author author, Instant at) {}
