/** What all parts of the runtime share: the program's version and its exit codes. */
@NullMarked
package io.systole.runtime;

import org.jspecify.annotations.NullMarked;
