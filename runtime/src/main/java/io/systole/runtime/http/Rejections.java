package io.systole.runtime.http;

import io.systole.runtime.http.Answers.Form;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCode;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.Directives;
import org.apache.pekko.http.javadsl.server.MethodRejection;
import org.apache.pekko.http.javadsl.server.RejectionHandler;

/** Answers requests that no route takes. */
final class Rejections {
    static final RejectionHandler JSON = handler(Form.JSON);
    static final RejectionHandler TEXT = handler(Form.TEXT);

    private Rejections() {}

    private static RejectionHandler handler(Form form) {
        return RejectionHandler.newBuilder()
                .handle(
                        MethodRejection.class,
                        rejection -> Directives.complete(answer(
                                StatusCodes.METHOD_NOT_ALLOWED,
                                "the method",
                                "must be " + rejection.supported().value(),
                                form)))
                .handleNotFound(Directives.complete(answer(
                        StatusCodes.NOT_FOUND,
                        "the path",
                        "must be /v1/status, /v1/cib, /v1/transitions, /v1/whoami, /v1/access, /v1/tickets, /v1/resource/NAME/VERB, /v1/node/NAME/VERB"
                                + " or /management/cluster/members",
                        form)))
                .build();
    }

    private static HttpResponse answer(StatusCode status, String where, String expected, Form form) {
        return Answers.fault(status, new Fault(where, "", expected, ""), form);
    }
}
