/** The texts of the CIB as values: scores, booleans, spans of time, dates. Pure parsers that know nothing of the CIB. */
@NullMarked
package io.systole.cib.value;

import org.jspecify.annotations.NullMarked;
