/** Copies of the configuration that are changed without the cluster; knows no node and sends nothing. */
@NullMarked
package io.systole.runtime.shadow;

import org.jspecify.annotations.NullMarked;
