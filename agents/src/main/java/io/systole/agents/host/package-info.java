/** Puts the runners of all classes of agents together to those of one host. */
@NullMarked
package io.systole.agents.host;

import org.jspecify.annotations.NullMarked;
