/** Holds the CIB on each node: configuration stored and replicated, status shared. Decides nothing about resources. */
@NullMarked
package io.systole.actors.cib;

import org.jspecify.annotations.NullMarked;
