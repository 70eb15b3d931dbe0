/** Talks with a corosync-qnetd, which arbitrates between sides of a partition: the connection, and the actor around its core. Decides nothing. */
@NullMarked
package io.systole.splitbrain.arbiter;

import org.jspecify.annotations.NullMarked;
