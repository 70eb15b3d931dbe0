/** Calls alert agents when something happens in the cluster. It only listens: nothing waits for it. */
@NullMarked
package io.systole.actors.alert;

import org.jspecify.annotations.NullMarked;
