package io.systole.runtime.http;

import io.systole.runtime.http.Answers.Form;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCode;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.Directives;
import org.apache.pekko.http.javadsl.server.ExceptionHandler;
import org.apache.pekko.http.javadsl.server.MalformedRequestContentRejection;
import org.apache.pekko.http.javadsl.server.MethodRejection;
import org.apache.pekko.http.javadsl.server.Rejection;
import org.apache.pekko.http.javadsl.server.RejectionHandler;
import org.apache.pekko.http.scaladsl.model.EntityStreamSizeException;

/** Answers requests that no route takes, and those that break one. */
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
                .handle(
                        MalformedRequestContentRejection.class,
                        rejection -> Directives.complete(
                                rejection.getCause() instanceof EntityStreamSizeException large
                                        ? tooLarge(large, form)
                                        : answer(StatusCodes.BAD_REQUEST, "the body", rejection.message(), form)))
                .handle(
                        Rejection.class,
                        rejection -> Directives.complete(
                                answer(StatusCodes.BAD_REQUEST, "the request", String.valueOf(rejection), form)))
                .handleNotFound(Directives.complete(answer(
                        StatusCodes.NOT_FOUND,
                        "the path",
                        "must be one of those that /v1/openapi.json describes, or /management/cluster/members",
                        form)))
                .build();
    }

    static ExceptionHandler exceptions(Form form) {
        return ExceptionHandler.newBuilder()
                .match(EntityStreamSizeException.class, large -> Directives.complete(tooLarge(large, form)))
                .matchAny(broken -> Directives.complete(Answers.fault(
                        StatusCodes.INTERNAL_SERVER_ERROR,
                        new Fault("this request", String.valueOf(broken), "", "see the node's log"),
                        form)))
                .build();
    }

    private static HttpResponse tooLarge(EntityStreamSizeException large, Form form) {
        return Answers.fault(
                StatusCodes.CONTENT_TOO_LARGE,
                new Fault(
                        "the body",
                        "too large",
                        "at most " + large.limit() + " bytes",
                        "systole.management.body-max sets the limit"),
                form);
    }

    private static HttpResponse answer(StatusCode status, String where, String expected, Form form) {
        return Answers.fault(status, new Fault(where, "", expected, ""), form);
    }
}
