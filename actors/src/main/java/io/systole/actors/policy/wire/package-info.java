/** What one may ask the policy singleton from any node, and its answers. */
@NullMarked
package io.systole.actors.policy.wire;

import org.jspecify.annotations.NullMarked;
