/** Runs resource agents as asynchronous operations; it decides nothing about where or when. */
@NullMarked
package io.systole.agents;

import org.jspecify.annotations.NullMarked;
