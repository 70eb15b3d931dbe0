/** What nodes say to each other about their hosts. */
@NullMarked
package io.systole.actors.host.wire;

import org.jspecify.annotations.NullMarked;
