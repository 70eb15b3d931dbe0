/**
 * The configuration of a node: one HOCON file, read once at start into checked records. This is the only package that
 * sees {@code com.typesafe.config}, apart from the start of the actor system.
 */
@NullMarked
package io.systole.runtime.config;

import org.jspecify.annotations.NullMarked;
