/** What a plan would do to the services of a cluster, in words that an operator decides by; it plans nothing itself. */
@NullMarked
package io.systole.policy.forecast;

import org.jspecify.annotations.NullMarked;
