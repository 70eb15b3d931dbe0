/** Plans random clusters and compares every decision with what the reference's own tool says, where it is installed. */
@NullMarked
package io.systole.policy.differential;

import org.jspecify.annotations.NullMarked;
