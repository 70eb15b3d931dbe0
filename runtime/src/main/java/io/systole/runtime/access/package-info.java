/**
 * How a client finds and enters a node on its own host: the access file in the run directory, and requests over HTTP.
 * Loads nothing of Pekko, so that a command starts quickly.
 */
@NullMarked
package io.systole.runtime.access;

import org.jspecify.annotations.NullMarked;
