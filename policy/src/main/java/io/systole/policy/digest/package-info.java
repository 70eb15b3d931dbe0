/** The digests by which operations of the history are known to have run with the present parameters. */
@NullMarked
package io.systole.policy.digest;

import org.jspecify.annotations.NullMarked;
