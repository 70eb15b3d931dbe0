/** The pure planner: CIB and time in, scores, summary and transition graph out. No clock, no I/O, no threads. */
@NullMarked
package io.systole.policy;

import org.jspecify.annotations.NullMarked;
