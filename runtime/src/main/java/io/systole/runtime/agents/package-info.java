/** What agents this host has and what they say of themselves: lists, descriptions, and parameters held against them. */
@NullMarked
package io.systole.runtime.agents;

import org.jspecify.annotations.NullMarked;
