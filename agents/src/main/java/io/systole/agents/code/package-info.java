/**
 * Runs agents that are objects of this program: each operation in a thread of its own, with a deadline that holds whatever
 * the agent does. It knows no actors, and no code of an agent runs in a thread that is not for it.
 */
@NullMarked
package io.systole.agents.code;

import org.jspecify.annotations.NullMarked;
