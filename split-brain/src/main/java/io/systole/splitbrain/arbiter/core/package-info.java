/** What a corosync-qnetd is told and what its answers mean, as pure steps, and the bytes of its messages. No socket, no clock. */
@NullMarked
package io.systole.splitbrain.arbiter.core;

import org.jspecify.annotations.NullMarked;
