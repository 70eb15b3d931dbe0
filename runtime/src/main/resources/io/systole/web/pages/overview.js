// Nodes by resources, live; above it what is wrong, in words.
import { elements, h } from "../core/dom.js";
import { t } from "../core/text.js";
import { isLive, live } from "../core/live.js";
import { said } from "../core/said.js";
import { problemsOf } from "../core/problems.js";
import { isDevice, rows } from "../core/facts.js";
import { address } from "../core/route.js";
import { Menu } from "../parts/menu.js";
import { NewsList } from "../parts/news-list.js";
import { ProblemsList } from "../parts/problems-list.js";
import { RoleChip, CONDITION_SIGNS } from "../parts/chips.js";
import { Deeds } from "../parts/questions.js";
import { resourceDeeds, nodeDeeds } from "../parts/deeds.js";

const { a, caption, div, h1, h2, p, progress, section, span, table, tbody, td, th, thead, tr } = elements;

const menuOf = (name, questions) =>
  h(
    Menu,
    { label: t("deeds.of", name), title: t("deeds") },
    h(Deeds, { questions }),
  );

const NodeHead = ({ node }) =>
  th(
    { scope: "col", role: "columnheader", class: `node ${node.condition.toLowerCase()}` },
    div({ class: "node-name" }, node.name, node.isDc && span({ class: "badge" }, "DC")),
    div(
      { class: "condition" },
      span({ class: "sign", "aria-hidden": true }, CONDITION_SIGNS[node.condition]),
      " ",
      t(`condition.${node.condition}`),
      node.kind !== "MEMBER" && ` (${t(`kind.${node.kind}`, node.host ?? "–")})`,
    ),
    menuOf(node.name, nodeDeeds(node)),
  );

const NOTES = ["orphaned", "disabled", "blocked", "maintenance", "unmanaged", "failure ignored"];
const noteText = (note) => (NOTES.includes(note) ? t(`note.${note}`) : note);

const Cell = ({ row, node }) => {
  const here = row.placements.filter((placement) => placement.node === node.name);
  return td(
    { role: "cell", "data-label": node.name, class: here.length ? "active" : "empty" },
    here.length ? here.map((placement) => h(RoleChip, { placement })) : span({ class: "nothing", "aria-label": t("cell.none") }, "·"),
  );
};

const Row = ({ row, nodes }) =>
  tr(
    { role: "row" },
    th(
      { scope: "row", role: "rowheader", class: row.group ? "member" : "" },
      a({ href: address("resource", row.id) }, row.id),
      row.group && span({ class: "muted small" }, " ", t("row.in", row.group)),
      "child" in row && span({ class: "muted small" }, " ", t(row.promotable ? "row.promotable" : "row.clone", row.child)),
      row.notes.map((note) => span({ class: "badge" }, noteText(note))),
    ),
    nodes.map((node) => h(Cell, { row, node })),
    td({ role: "cell", class: "row-deeds" }, menuOf(row.id, resourceDeeds(row))),
  );

const Matrix = ({ title, entries, nodes }) =>
  div(
    { class: "scroll", role: "region", "aria-label": title, tabindex: 0 },
    table(
      // The roles are said, since a small screen shows the table as cards, and browsers then forget them.
      { class: "matrix", role: "table" },
      caption(title),
      thead(
        { role: "rowgroup" },
        tr(
          { role: "row" },
          th({ scope: "col", role: "columnheader", class: "corner" }, t("matrix.resource")),
          nodes.map((node) => h(NodeHead, { node })),
          th({ scope: "col", role: "columnheader", class: "corner" }, span({ class: "unseen" }, t("deeds"))),
        ),
      ),
      tbody({ role: "rowgroup" }, entries.map((row) => h(Row, { row, nodes, key: row.id }))),
    ),
  );

/** One sentence on what is well, for when nothing is wrong. */
const Fine = ({ status }) =>
  p(
    { class: "notice good" },
    span({ class: "sign", "aria-hidden": true }, "✔ "),
    t("overview.fine", status.instances, status.nodes.filter(({ condition }) => condition === "ONLINE").length, status.nodes.length),
  );

/** What the DC does: while it carries out a transition, how far that is. */
function Phase({ status }) {
  const { transition } = live;
  if (!transition || transition.stage === "ended") return span({ class: "phase" }, t("overview.phase", said(status.phase).text));
  const { number, done, total } = transition;
  const words = t("overview.running", number, done, total);
  return span({ class: "phase" }, words, " ", progress({ value: done, max: total, "aria-label": words }));
}

export function Overview({ status }) {
  const problems = problemsOf(status);
  const all = rows(status);
  const matrices = [
    [t("matrix.resources"), all.filter((row) => !isDevice(row))],
    [t("matrix.devices"), all.filter(isDevice)],
  ].filter(([, entries], index) => index === 0 || entries.length);
  return [
    h1({ class: "unseen" }, t("page.overview")),
    section(
      { "aria-labelledby": "wrong" },
      h2({ id: "wrong" }, isLive() ? t(problems.length ? "overview.wrong" : "overview.well") : t("overview.lastKnown")),
      isLive() && !problems.some(({ weight }) => weight !== "note") && h(Fine, { status }),
      h(ProblemsList, { problems }),
      p(
        { class: "facts" },
        span(t("overview.quorum", said(status.quorum).text)),
        span(t("overview.dc", status.dc ?? t("none"))),
        h(Phase, { status }),
        status.lastChange && span(t("overview.changed", status.lastChange)),
      ),
    ),
    section(
      { "aria-labelledby": "where" },
      h2({ id: "where" }, t("overview.where")),
      matrices.map(([title, entries]) => h(Matrix, { title, entries, nodes: status.nodes })),
      all.length === 0 && p({ class: "muted" }, t("overview.empty")),
    ),
    section({ "aria-labelledby": "news" }, h2({ id: "news" }, t("overview.news")), h(NewsList, { news: live.news })),
  ];
}
