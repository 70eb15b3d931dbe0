/** What a node's root actor reads out of the CIB, as pure functions. */
@NullMarked
package io.systole.actors.node.core;

import org.jspecify.annotations.NullMarked;
