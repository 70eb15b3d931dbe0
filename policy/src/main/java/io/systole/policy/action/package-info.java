/** Which actions a plan needs and why: state changes, probes, recurring operations, fencing. Holds no ordering rules. */
@NullMarked
package io.systole.policy.action;

import org.jspecify.annotations.NullMarked;
