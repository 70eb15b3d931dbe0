/** In which order actions follow each other, and what an action that is needed or impossible means for the others. */
@NullMarked
package io.systole.policy.order;

import org.jspecify.annotations.NullMarked;
