/**
 * What happens in the cluster, in one order, as this node hears it: remembered for a while, and handed to whoever listens. It
 * knows nothing of users and of HTTP, and nothing waits for it.
 */
@NullMarked
package io.systole.runtime.events;

import org.jspecify.annotations.NullMarked;
