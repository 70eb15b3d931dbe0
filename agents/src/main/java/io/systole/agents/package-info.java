/**
 * Runs resource agents as asynchronous operations: finds the agent, gives it its environment, bounds its time and its
 * output, and answers with what it said. It decides nothing about where or when.
 */
@NullMarked
package io.systole.agents;

import org.jspecify.annotations.NullMarked;
