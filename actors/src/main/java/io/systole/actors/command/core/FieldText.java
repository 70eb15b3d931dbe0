package io.systole.actors.command.core;

import io.systole.actors.command.core.Reply.Said;
import io.systole.policy.output.ExitCodes;
import io.systole.policy.output.ReportElement;
import io.systole.policy.output.ReportXml;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Output as text or, with {@code --output-as=xml}, as the tree that the field's commands print. */
final class FieldText {
    /** The version of the tree: that of the tools whose output it follows. */
    private static final String API_VERSION = "2.25";

    private FieldText() {}

    static boolean isXml(Options options) {
        return "xml".equals(options.value("output-as"));
    }

    /** What was found. */
    static Reply said(Call call, Options options, String text, List<ReportElement> elements) {
        return isXml(options)
                ? new Said(Exit.OK, tree(call, elements, Exit.OK, List.of()), "", destination(options))
                : new Said(Exit.OK, text, "", destination(options));
    }

    /** That it failed, in one line. */
    static Reply failed(Call call, Options options, int code, String error) {
        return isXml(options)
                ? new Said(code, tree(call, List.of(), code, List.of(error)), "", destination(options))
                : Said.failed(code, error);
    }

    static @Nullable String destination(Options options) {
        String destination = options.value("output-to");
        return destination == null || destination.equals("-") ? null : destination;
    }

    /** The whole tree. */
    static String tree(Call call, List<ReportElement> elements, int code, List<String> errors) {
        var all = new ArrayList<>(elements);
        var told = new ArrayList<ReportElement>();
        if (!errors.isEmpty()) {
            told.add(ReportElement.list(
                    "errors",
                    errors.stream()
                            .map(error -> ReportElement.text("error", error))
                            .toList()));
        }
        all.add(ReportElement.section("status", told).with("code", code).with("message", ExitCodes.text(code)));
        return ReportXml.write(ReportElement.section("pacemaker-result", all)
                .with("api-version", API_VERSION)
                .with("request", request(call)));
    }

    private static String request(Call call) {
        var words = new ArrayList<>(List.of(call.program()));
        words.addAll(call.arguments());
        return String.join(" ", words);
    }
}
