// Why something was refused: where, what was found, what was expected, what to do.
import { elements } from "../core/dom.js";
import { t } from "../core/text.js";

const { div, li, p, strong, ul } = elements;

const line = ({ where, found, expected, advice }) =>
  li(strong(where), [found, expected].filter(Boolean).map((text) => `: ${text}`), advice && p({ class: "advice" }, "→ ", advice));

export const Faults = ({ failure }) =>
  div(
    { class: "notice critical", role: "alert" },
    p(t(failure.status === 504 ? "fault.unknown" : failure.status === 0 ? "fault.silent" : "fault.refused")),
    ul({ lang: "en" }, (failure.faults ?? [{ where: failure.message }]).map(line)),
  );
