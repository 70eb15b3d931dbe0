/** What a monitoring system reads from a node: the cluster's state and what was measured, as Prometheus has it. Decides nothing. */
@NullMarked
package io.systole.runtime.metrics;

import org.jspecify.annotations.NullMarked;
