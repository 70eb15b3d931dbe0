/** Decides how the HTTP interface is served: pure, from settings and from what files there are. Reads none of them. */
@NullMarked
package io.systole.runtime.tls.core;

import org.jspecify.annotations.NullMarked;
