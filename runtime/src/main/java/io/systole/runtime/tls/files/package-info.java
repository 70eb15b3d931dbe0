/** Where a host keeps its certificates and keys. Decides nothing; writes so that a crash leaves the old or the new. */
@NullMarked
package io.systole.runtime.tls.files;

import org.jspecify.annotations.NullMarked;
