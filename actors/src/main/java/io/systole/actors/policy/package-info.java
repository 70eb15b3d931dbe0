/** The policy singleton: plans on what the CIB says, has the plan carried out, and says what it does. */
@NullMarked
package io.systole.actors.policy;

import org.jspecify.annotations.NullMarked;
