/** Judges whether a document that was understood may become the configuration of a running cluster. Pure. */
@NullMarked
package io.systole.cib.check;

import org.jspecify.annotations.NullMarked;
