// Why something was refused: where, what was found, what was expected, what to do.
import { elements } from "../core/dom.js";
import { t } from "../core/text.js";

const { div, li, p, strong, ul } = elements;

const line = ({ where, found, expected, advice }) =>
  li(strong(where), [found, expected].filter(Boolean).map((text) => `: ${text}`), advice && p({ class: "advice" }, "→ ", advice));

/** reading: whether something was only to be shown, so that nothing could have been changed. */
export const Faults = ({ failure, reading }) =>
  div(
    { class: "notice critical", role: "alert" },
    p(t(reading ? "fault.read" : failure.status === 504 ? "fault.unknown" : failure.status === 0 ? "fault.silent" : "fault.refused")),
    ul({ lang: "en" }, (failure.faults ?? [{ where: failure.message }]).map(line)),
  );
