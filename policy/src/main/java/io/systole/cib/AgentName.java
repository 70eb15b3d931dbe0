package io.systole.cib;

import org.jspecify.annotations.Nullable;

/** The agent of a resource: class, provider (OCF alone has one) and type. */
public record AgentName(String resourceClass, @Nullable String provider, String type) {

    @Override
    public String toString() {
        return provider == null ? resourceClass + ":" + type : resourceClass + ":" + provider + ":" + type;
    }
}
