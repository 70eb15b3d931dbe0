/**
 * The configuration as text in crmsh's syntax: reads it with all faults at once, and prints it so that what is read again
 * is the same configuration; it knows the words of the syntax, and leaves the meaning of values to the reading as a CIB.
 */
@NullMarked
package io.systole.cib.language;

import org.jspecify.annotations.NullMarked;
