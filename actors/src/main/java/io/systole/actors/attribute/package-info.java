/** Takes changes of transient node attributes, on whatever node they are asked for, and waits with them where that is wanted. */
@NullMarked
package io.systole.actors.attribute;

import org.jspecify.annotations.NullMarked;
