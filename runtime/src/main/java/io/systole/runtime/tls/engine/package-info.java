/** TLS between nodes: what Pekko's transport needs for it, who is believed, and what was refused and why. */
@NullMarked
package io.systole.runtime.tls.engine;

import org.jspecify.annotations.NullMarked;
