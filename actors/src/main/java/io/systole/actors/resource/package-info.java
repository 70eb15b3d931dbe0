/** Runs on its node what the DC orders: operations in order a resource, recurring monitors, results into the node's status. It decides nothing about where. */
@NullMarked
package io.systole.actors.resource;

import org.jspecify.annotations.NullMarked;
