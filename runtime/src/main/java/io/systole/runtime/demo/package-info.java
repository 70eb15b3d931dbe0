/**
 * The demonstration: three nodes on this machine, a kill and a takeover, told with times. What it tells it has seen from
 * outside: the agents' own log lines and the processes of this machine.
 */
@NullMarked
package io.systole.runtime.demo;

import org.jspecify.annotations.NullMarked;
