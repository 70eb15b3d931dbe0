/** The connection to a remote node as a socket: frames, proofs, silence. Knows nothing of what the frames mean. */
@NullMarked
package io.systole.actors.remote.link;

import org.jspecify.annotations.NullMarked;
