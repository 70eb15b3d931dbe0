/** What the CIB actors of the nodes say to each other. */
@NullMarked
package io.systole.actors.cib.wire;

import org.jspecify.annotations.NullMarked;
