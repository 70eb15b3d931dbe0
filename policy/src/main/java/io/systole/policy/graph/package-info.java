/** The transition graph that a plan ends in: what is to be executed where, after what; and its XML. Holds no decisions. */
@NullMarked
package io.systole.policy.graph;

import org.jspecify.annotations.NullMarked;
