// What a change would do, asked of the node before anything is done: deed by deed, with the downtime, and as a graph.
import { elements, h } from "../core/dom.js";
import { has, t } from "../core/text.js";
import { span } from "../core/time.js";
import { act, at } from "../core/api.js";
import { realGraph } from "../core/graph.js";
import { Graph } from "./graph.js";
import { Loader } from "./loader.js";

const { details, div, h3, li, p, span: inline, summary, ul } = elements;

/** What interrupts somebody's work, and so has to be seen first. */
const HARSH = ["stop", "restart", "recover", "move", "demote", "fence", "shutdown", "re-promote"];
const SIGNS = { start: "▶", promote: "▲", stop: "■", move: "→", migrate: "⇢", fence: "✖", shutdown: "↓" };

const Deed = ({ deed: { what, of, line, downtimeMs, downtime } }) =>
  li(
    { class: HARSH.includes(what) ? "harsh" : "" },
    inline({ class: "sign", "aria-hidden": true }, SIGNS[what] ?? "•"),
    inline({ class: "weight" }, has(`what.${what}`) ? t(`what.${what}`, of) : `${what} ${of}`),
    downtimeMs !== undefined && inline({ class: "downtime" }, t("preview.downtime", span(downtimeMs))),
    inline({ class: "muted small", lang: "en" }, line.replace(/\s+/g, " "), downtime && `; ${downtime}`),
  );

const Summary = ({ deeds }) => {
  const known = deeds.map(({ downtimeMs }) => downtimeMs).filter((ms) => ms !== undefined);
  const fenced = deeds.filter(({ what }) => what === "fence").map(({ of }) => of);
  const hit = deeds.filter(({ what }) => HARSH.includes(what));
  if (deeds.length === 0) return p({ class: "notice good" }, "✔ ", t("preview.nothing"));
  if (fenced.length) return p({ class: "notice critical" }, "✖ ", t("preview.fences", fenced.join(", ")));
  return hit.length
    ? p(
        { class: "notice warning" },
        "▲ ",
        known.length ? t("preview.interrupts", hit.length, span(Math.max(...known))) : t("preview.interruptsUnknown", hit.length),
      )
    : p({ class: "notice good" }, "✔ ", t("preview.harmless", deeds.length));
};

/** A preview as the node made it. */
export function PreviewResult({ preview: { changes, deeds, plan }, open }) {
  const nodes = realGraph(plan.actions);
  return div(
    { class: "preview" },
    h3(t("preview.would")),
    h(Summary, { deeds }),
    deeds.length > 0 && ul({ class: "deeds" }, deeds.map((deed) => h(Deed, { deed }))),
    nodes.length > 0 &&
      details({ open }, summary(t("preview.graph", nodes.length)), h(Graph, { nodes, label: t("plan.graph", nodes.length) })),
    changes.length > 0 && details(summary(t("preview.changes", changes.length)), h(Lines, { lines: changes })),
  );
}

const KINDS = { "+": "added", "-": "removed", "~": "altered", ">": "altered" };

/** Differences: each line begins with the sign of what became of it. */
export const Lines = ({ lines }) =>
  elements.pre(
    { class: "difference", lang: "en", tabindex: 0 },
    lines.map((line) => inline({ class: KINDS[line.trimStart()[0]] ?? "" }, line, "\n")),
  );

/** Asks for the preview of wishes, or of a document, and shows it. */
export const askPreview = (body, type = "application/json", signal, how = {}) =>
  act(at("preview", how), { body: typeof body === "string" ? body : JSON.stringify(body), type, signal });

export const Preview = ({ wish }) =>
  h(Loader, { read: (signal) => askPreview({ wishes: [wish] }, "application/json", signal), show: (preview) => h(PreviewResult, { preview }) });
