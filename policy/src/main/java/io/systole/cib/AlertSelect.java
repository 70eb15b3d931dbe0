package io.systole.cib;

import java.util.List;

/** Which events an alert is for. */
public record AlertSelect(
        boolean attributes, boolean fencing, boolean nodes, boolean resources, List<AttributeFilter> attributeNames) {
    public AlertSelect {
        attributeNames = List.copyOf(attributeNames);
    }
}
