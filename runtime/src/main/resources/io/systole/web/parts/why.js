// Why a resource is where it is: the score ledger, node by node, and what would have to change.
import { elements, h } from "../core/dom.js";
import { has, t } from "../core/text.js";
import { Said } from "./said.js";

const { article, caption, details, div, h3, li, p, span, summary, table, tbody, td, th, thead, tr, ul } = elements;

const INFINITY = 1000000;

const score = (value) => (value >= INFINITY ? "+∞" : value <= -INFINITY ? "−∞" : value < 0 ? `−${-value}` : String(value));
const added = (value) => (value < 0 ? score(value) : `+${score(value).replace(/^\+/, "")}`);

const Ledger = ({ node, steps }) =>
  table(
    { class: "ledger" },
    caption({ class: "unseen" }, t("why.ledger", node)),
    thead(tr(th({ scope: "col" }, t("why.source")), th({ scope: "col", class: "number" }, t("why.amount")), th({ scope: "col", class: "number" }, t("why.total")))),
    tbody(
      steps.map(({ source, amount, total }) =>
        tr(th({ scope: "row" }, h(Said, { text: source })), td({ class: "number" }, added(amount)), td({ class: "number" }, score(total))),
      ),
    ),
  );

const Verdict = ({ verdict: { node, chosen, score: total, steps, whyNot, needs } }) =>
  details(
    { class: `card verdict ${chosen ? "chosen" : ""}`, open: chosen },
    summary(
      span({ "aria-hidden": true }, chosen ? "✔ " : "○ "),
      t(chosen ? "why.chosen" : "why.notChosen", node, score(total)),
      whyNot && span({ class: "muted" }, " – ", h(Said, { text: whyNot })),
    ),
    steps.length > 0 && Ledger({ node, steps }),
    needs.length > 0 && div(p(t("why.needs")), ul(needs.map(({ text }) => li(h(Said, { text }))))),
  );

const One = ({ explanation: { resource, runsOn, assignedTo, role, because, causes, promotion, nodes } }) =>
  article(
    h3(resource),
    p(
      t("why.runsOn", runsOn.length ? runsOn.join(", ") : t("none")),
      " ",
      assignedTo ? t("why.wanted", assignedTo, has(`role.${role.toUpperCase()}`) ? t(`role.${role.toUpperCase()}`) : role) : t("why.wantedNowhere"),
    ),
    p(t("why.because"), " ", h(Said, { text: because })),
    causes.length > 0 && ul(causes.map((cause) => li(h(Said, { text: cause })))),
    promotion && p(t("why.promotion", score(promotion.score)), " ", h(Said, { text: promotion.why })),
    nodes.map((verdict) => Verdict({ verdict })),
  );

export const Why = ({ all }) => all.map((explanation) => One({ explanation }));
