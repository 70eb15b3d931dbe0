/** Rules, and the property sets that they switch on and off: which name has which value now, here, for this. Pure. */
@NullMarked
package io.systole.policy.rule;

import org.jspecify.annotations.NullMarked;
