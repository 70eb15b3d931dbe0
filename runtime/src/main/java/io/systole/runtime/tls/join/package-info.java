/** How hosts come by their certificates: the authority, tokens, the desk that hands certificates out, and renewal. */
@NullMarked
package io.systole.runtime.tls.join;

import org.jspecify.annotations.NullMarked;
