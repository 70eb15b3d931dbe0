/** The text that a plan and a cluster's state are shown as, word for word that of the reference's tools. */
@NullMarked
package io.systole.policy.output;

import org.jspecify.annotations.NullMarked;
