package io.systole.policy.output;

import java.time.ZoneId;

/**
 * What a status is to show beside nodes and resources.
 *
 * @param attributes the attributes of the nodes
 * @param failures fail counts and failed operations
 * @param zone the zone that times are shown in
 */
public record StatusWish(boolean attributes, boolean failures, ZoneId zone) {}
