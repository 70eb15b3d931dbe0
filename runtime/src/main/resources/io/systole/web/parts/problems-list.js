// What is wrong, at the top of everything: each with why, and with what to do.
import { elements, h } from "../core/dom.js";
import { rightOf } from "../core/rights.js";
import { t } from "../core/text.js";
import { Deed, Denial } from "./questions.js";

const { a, article, div, h3, p, span } = elements;

const SIGNS = { critical: "✖", warning: "▲", note: "ℹ" };

const deedOf = (deed) =>
  deed.kind === "page" ? a({ class: "button", href: `#/${deed.to}` }, deed.label) : h(Deed, { question: deed });

const Problem = ({ problem: { weight, title, why, whyIsForeign, todo, deeds } }) =>
  article(
    { class: `problem ${weight}` },
    h3(span({ class: "sign", "aria-hidden": true }, SIGNS[weight]), span({ class: "weight" }, t(`weight.${weight}`)), " ", title),
    p(whyIsForeign ? { lang: "en" } : {}, why),
    todo && p({ class: "todo" }, "→ ", todo),
    deeds.length > 0 && div({ class: "buttons" }, deeds.map(deedOf), h(Denial, { rights: deeds.filter(({ kind }) => kind !== "page").map(rightOf) })),
  );

export const ProblemsList = ({ problems }) => problems.map((problem) => h(Problem, { problem, key: problem.id }));
