/** The CIB as XML: reads it with all its faults at once, and writes it. Pure but for the stream that is read. */
@NullMarked
package io.systole.cib.xml;

import org.jspecify.annotations.NullMarked;
