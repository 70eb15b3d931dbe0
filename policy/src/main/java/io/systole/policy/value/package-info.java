/** Values as the reference reads them: scores, numbers, spans of time, dates, versions, the natural order of names. Pure. */
@NullMarked
package io.systole.policy.value;

import org.jspecify.annotations.NullMarked;
