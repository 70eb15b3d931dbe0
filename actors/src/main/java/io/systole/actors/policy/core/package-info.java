/** Decides, without I/O or clock, when to plan, which actions of a transition may run, and what a change of the CIB means. */
@NullMarked
package io.systole.actors.policy.core;

import org.jspecify.annotations.NullMarked;
