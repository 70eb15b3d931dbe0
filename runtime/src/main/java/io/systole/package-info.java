/** The embedding interface and the program's entry. */
@NullMarked
package io.systole;

import org.jspecify.annotations.NullMarked;
