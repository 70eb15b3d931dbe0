package io.systole.runtime.http;

import static org.apache.pekko.http.javadsl.server.PathMatchers.segment;

import io.systole.cib.ResourceId;
import io.systole.runtime.http.Answers.Form;
import io.systole.runtime.http.OutputDoor.Kept;
import java.time.ZoneId;
import java.util.ArrayList;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.Route;

/** {@code /v1/resource/NAME/output}: what the agent printed in operations that failed. */
final class OutputRoutes extends AllDirectives {
    private final OutputDoor door;
    private final Form form;
    private final AttributeRoutes.Patience patience;

    OutputRoutes(OutputDoor door, Form form, AttributeRoutes.Patience patience) {
        this.door = door;
        this.form = form;
        this.patience = patience;
    }

    Route routes() {
        return path(
                segment("resource").slash(segment()).slash("output"),
                name -> get(() -> patience.answer(door.outputs(new ResourceId(name)), kept -> shown(name, kept))));
    }

    private HttpResponse shown(String name, Kept kept) {
        if (kept.hidden()) {
            return Answers.fault(
                    StatusCodes.FORBIDDEN,
                    new Fault(
                            "the output of the agent of " + name,
                            "is shown to those who may read the whole CIB",
                            "",
                            "`systole access whoami` shows what you have"),
                    form);
        }
        if (form == Form.JSON) {
            return Answers.json(StatusCodes.OK, kept.outputs());
        }
        var lines = new ArrayList<String>();
        kept.outputs().forEach(output -> lines.addAll(output.lines(ZoneId.systemDefault())));
        if (lines.isEmpty()) {
            lines.add(
                    "no operation of " + name + " has failed and printed something since its failures were cleaned up");
        }
        kept.silent().forEach(node -> lines.add(node + " did not answer"));
        return Answers.text(StatusCodes.OK, String.join("\n", lines) + "\n");
    }
}
