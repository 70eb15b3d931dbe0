/** The events of a node that someone may alert on, by codes that never change their meaning. It knows nobody. */
@NullMarked
package io.systole.event;

import org.jspecify.annotations.NullMarked;
