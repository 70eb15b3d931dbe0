/** Makes clusters of any size as CIBs, for measurements and for tests of what must hold at any size. */
@NullMarked
package io.systole.policy.cluster;

import org.jspecify.annotations.NullMarked;
