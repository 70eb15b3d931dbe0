package io.systole.runtime.node;

import io.systole.agents.code.AgentPlugins;
import io.systole.event.EventCode;
import io.systole.runtime.config.AgentsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads the agents of the plugin directory, and says loudly what is broken there. */
final class PluginAgents {
    private static final Logger LOG = LoggerFactory.getLogger(PluginAgents.class);

    private PluginAgents() {}

    static AgentPlugins load(AgentsConfig config) {
        var plugins = AgentPlugins.load(config.pluginDirectory());
        plugins.broken()
                .forEach(broken -> LOG.atError()
                        .addKeyValue("code", EventCode.PLUGIN_BROKEN)
                        .addKeyValue("plugin", broken.place())
                        .addKeyValue("why", broken.why())
                        .log("a plugin with agents cannot be used"));
        plugins.agents()
                .metadata()
                .keySet()
                .forEach(agent -> LOG.atInfo().addKeyValue("agent", agent).log("an agent was found in a plugin"));
        return plugins;
    }
}
