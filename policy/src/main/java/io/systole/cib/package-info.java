/** The typed CIB and its XML. Pure: may use the JDK and jspecify alone, no clock, no I/O but the streams it is given. */
@NullMarked
package io.systole.cib;

import org.jspecify.annotations.NullMarked;
