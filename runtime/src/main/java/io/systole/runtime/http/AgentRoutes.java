package io.systole.runtime.http;

import static org.apache.pekko.http.javadsl.server.PathMatchers.remaining;

import io.systole.runtime.agents.AgentDirectory;
import io.systole.runtime.agents.AgentDirectory.Told;
import io.systole.runtime.agents.AgentText;
import io.systole.runtime.http.Answers.Form;
import java.util.List;
import java.util.Map;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.Route;

/** The routes {@code /v1/agents?of=CLASS[:PROVIDER]} and {@code /v1/agents/NAME}: the agents of the node that is asked. */
final class AgentRoutes extends AllDirectives {
    private final AgentDirectory agents;
    private final Form form;
    private final AttributeRoutes.Patience patience;

    AgentRoutes(AgentDirectory agents, Form form, AttributeRoutes.Patience patience) {
        this.agents = agents;
        this.form = form;
        this.patience = patience;
    }

    Route routes() {
        return pathPrefix(
                "agents",
                () -> concat(
                        pathEnd(() -> get(() -> parameterOptional(
                                "of", of -> patience.answer(agents.list(of.orElse("")), this::listed)))),
                        path(
                                remaining(),
                                name -> get(() -> patience.answer(agents.describe(name), told -> told(name, told))))));
    }

    private HttpResponse listed(List<String> names) {
        return form == Form.TEXT
                ? Answers.text(StatusCodes.OK, names.isEmpty() ? "" : String.join("\n", names) + "\n")
                : Answers.json(StatusCodes.OK, Map.of("agents", names));
    }

    private HttpResponse told(String name, Told told) {
        if (told instanceof Told.Described described) {
            return form == Form.TEXT
                    ? Answers.text(StatusCodes.OK, AgentText.of(described.description()))
                    : Answers.json(StatusCodes.OK, described.description());
        }
        var untold = (Told.Untold) told;
        return Answers.fault(
                untold.installed() ? StatusCodes.INTERNAL_SERVER_ERROR : StatusCodes.NOT_FOUND,
                new Fault("/agents/" + name, untold.why(), "", "`systole agent list` tells what there is"),
                form);
    }
}
