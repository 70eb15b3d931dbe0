/**
 * Looks at the host that it runs on: disks, clock, watchdog, memory, ways to other nodes, logs. It reads, and writes nothing
 * but a file of its own to see whether it can; it judges nothing.
 */
@NullMarked
package io.systole.runtime.host;

import org.jspecify.annotations.NullMarked;
