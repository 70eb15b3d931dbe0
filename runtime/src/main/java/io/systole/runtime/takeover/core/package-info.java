/**
 * What of a cluster of Pacemaker and Corosync is taken over, from the texts of its files: the node's configuration, the CIB, and
 * a remark on every line of which something is to be known. Reads and writes no file.
 */
@NullMarked
package io.systole.runtime.takeover.core;

import org.jspecify.annotations.NullMarked;
