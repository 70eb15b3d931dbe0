/**
 * Runs a program in a session of its own, bounds its time and output, and kills all that it started when asked. It knows
 * nothing of agents.
 */
@NullMarked
package io.systole.agents.process;

import org.jspecify.annotations.NullMarked;
