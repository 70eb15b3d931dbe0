package io.systole.actors.command.core;

import io.systole.actors.command.core.ErrorCodes.Code;
import io.systole.actors.command.core.Options.BadUsage;
import io.systole.policy.output.ReportElement;
import java.util.ArrayList;
import java.util.List;

/** {@code crm_error}: what a code means. */
final class CrmError {
    private static final Options.Known OPTIONS = new Options.Known()
            .flag("n", "name")
            .flag("l", "list")
            .flag("X", "exit")
            .flag("r", "rc")
            .flag("V", "verbose")
            .flag("text-fancy")
            .value("output-as")
            .value("output-to");

    private static final int FIRST_SIGNAL = 128;
    private static final int LAST_SIGNAL = 255;
    /** Below, all are Pacemaker's own. */
    private static final int OWN_CODES = -1000;

    private CrmError() {}

    static Reply run(Call call) throws BadUsage {
        Options options = OPTIONS.read(call.arguments());
        List<Code> known = options.has("exit")
                ? ErrorCodes.exitCodes()
                : options.has("rc") ? ErrorCodes.returnCodes() : ErrorCodes.legacyCodes();
        boolean all = options.has("list") || options.rest().isEmpty();
        var asked = new ArrayList<Code>(all ? known : List.of());
        if (!all) {
            for (String word : options.rest()) {
                asked.add(meaning(options, known, word));
            }
        }
        var text = new StringBuilder();
        var elements = new ArrayList<ReportElement>();
        for (Code code : asked) {
            text.append(
                            all
                                    ? listed(options, code)
                                    : options.has("name") ? code.name() + " - " + code.text() : code.text())
                    .append('\n');
            elements.add(ReportElement.leaf("result-code")
                    .with("code", code.number())
                    .with("name", options.has("name") ? code.name() : null)
                    .with("description", code.text()));
        }
        return FieldText.said(call, options, text.toString(), elements);
    }

    private static String listed(Options options, Code code) {
        return options.has("name")
                ? String.format("%5d: %-27s %s", code.number(), code.name(), code.text())
                : String.format("%5d: %s", code.number(), code.text());
    }

    private static Code meaning(Options options, List<Code> known, String word) {
        if (!word.matches("[+-]?\\d{1,9}")) {
            return new Code(0, "Unknown", "Error");
        }
        int number = Integer.parseInt(word);
        boolean isExit = options.has("exit");
        int looked = isExit || options.has("rc") ? number : Math.abs(number);
        return ErrorCodes.find(known, looked).orElseGet(() -> isExit ? exit(number) : unknown(looked));
    }

    private static Code exit(int number) {
        boolean signal = number > FIRST_SIGNAL && number < LAST_SIGNAL;
        return new Code(number, "CRM_EX_UNKNOWN", signal ? "Interrupted by signal" : "Unknown exit status");
    }

    private static Code unknown(int number) {
        return new Code(number, "Unknown", number < OWN_CODES ? "Error" : "Unknown error " + number);
    }
}
