/** Changes of a configuration that an operator asks for by name. Pure: configuration and edit in, configuration or faults out. */
@NullMarked
package io.systole.cib.edit;

import org.jspecify.annotations.NullMarked;
