package io.systole.runtime.cli;

import static io.systole.runtime.access.NodeClient.encoded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.systole.runtime.access.NodeClient.Form;
import io.systole.runtime.config.ConfigRefused;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The agents of the node that is spoken to, as completion needs them; each is asked for once. */
final class ShellAgents {
    private static final String HEARTBEAT = "ocf:heartbeat:";

    private final Target target;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, List<String>> parameters = new HashMap<>();
    private @Nullable List<String> names;

    ShellAgents(Target target) {
        this.target = target;
    }

    /** As a primitive names them: those of heartbeat by their types too. */
    List<String> names() {
        if (names == null) {
            var all = new ArrayList<String>();
            answer("/v1/agents").ifPresent(answer -> answer.path("agents").forEach(name -> all.add(name.asText())));
            List.copyOf(all).stream()
                    .filter(name -> name.startsWith(HEARTBEAT))
                    .forEach(name -> all.add(name.substring(HEARTBEAT.length())));
            names = all;
        }
        return names;
    }

    /** The parameters of an agent; none where it does not tell. */
    List<String> parameters(String agent) {
        return parameters.computeIfAbsent(agent, name -> {
            var known = new ArrayList<String>();
            String full = name.contains(":") ? name : HEARTBEAT + name;
            answer("/v1/agents/" + encoded(full))
                    .ifPresent(answer -> answer.path("parameters")
                            .forEach(parameter ->
                                    known.add(parameter.path("name").asText())));
            return known;
        });
    }

    /** Completion goes without what cannot be had. */
    private Optional<JsonNode> answer(String path) {
        try {
            var answer = target.ask(client -> client.get(path, Form.JSON));
            return answer.isSuccess() ? Optional.of(json.readTree(answer.body())) : Optional.empty();
        } catch (CommandFailed | ConfigRefused | IOException untold) {
            return Optional.empty();
        }
    }
}
