/**
 * Starts real node JVMs from the fat jar, does harm to them, and judges what happened from outside: from the agents'
 * own log lines, from /proc and from what clients saw. Uses nothing of Systole but its command line and its HTTP.
 */
@NullMarked
package io.systole.multijvm;

import org.jspecify.annotations.NullMarked;
