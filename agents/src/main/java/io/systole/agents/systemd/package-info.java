/**
 * Runs systemd's units as resources: asks systemd over D-Bus, follows its jobs to their end, and marks what the cluster
 * manages. It knows no process and no actor.
 */
@NullMarked
package io.systole.agents.systemd;

import org.jspecify.annotations.NullMarked;
