package io.systole.runtime.config;

/**
 * What a node offers over JMX.
 *
 * @param operations whether operations that change something are offered
 * @param user on whose behalf clients ask, by the access control lists; empty for the owner of the node
 */
public record JmxConfig(boolean enabled, boolean operations, String user) {
    public JmxConfig {
        new Check()
                .that(user.isEmpty() || user.matches("[^\\s:]{1,64}"), "user", user, "must be empty or a user's name")
                .orThrow();
    }

    static JmxConfig from(Section section) {
        return new JmxConfig(section.flag("enabled"), section.flag("operations"), section.text("user"));
    }
}
