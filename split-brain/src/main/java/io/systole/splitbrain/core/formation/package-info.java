/** How nodes of one list find each other and become one cluster, as a pure step. No Pekko, no clock. */
@NullMarked
package io.systole.splitbrain.core.formation;

import org.jspecify.annotations.NullMarked;
