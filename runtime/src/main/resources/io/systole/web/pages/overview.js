// Nodes by resources, live; above it what is wrong, in words.
import { elements, h } from "../core/dom.js";
import { t } from "../core/text.js";
import { live } from "../core/live.js";
import { problemsOf } from "../core/problems.js";
import { isDevice, rows } from "../core/facts.js";
import { address } from "../core/route.js";
import { Menu } from "../parts/menu.js";
import { NewsList } from "../parts/news-list.js";
import { ProblemsList } from "../parts/problems-list.js";
import { RoleChip, CONDITION_SIGNS } from "../parts/chips.js";
import { Deed } from "../parts/questions.js";
import { resourceDeeds, nodeDeeds } from "../parts/deeds.js";

const { a, caption, div, h1, h2, p, section, span, table, tbody, td, th, thead, tr } = elements;

const menuOf = (name, questions) =>
  h(
    Menu,
    { label: t("deeds.of", name), title: t("deeds") },
    questions.map((question) => h(Deed, { question })),
  );

const NodeHead = ({ node }) =>
  th(
    { scope: "col", class: `node ${node.condition.toLowerCase()}` },
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
    { "data-label": node.name, class: here.length ? "active" : "empty" },
    here.length ? here.map((placement) => h(RoleChip, { placement })) : span({ class: "nothing", "aria-label": t("cell.none") }, "·"),
  );
};

const Row = ({ row, nodes }) =>
  tr(
    th(
      { scope: "row", class: row.group ? "member" : "" },
      a({ href: address("resource", row.id) }, row.id),
      row.group && span({ class: "muted small" }, " ", t("row.in", row.group)),
      "child" in row && span({ class: "muted small" }, " ", t(row.promotable ? "row.promotable" : "row.clone", row.child)),
      row.notes.map((note) => span({ class: "badge" }, noteText(note))),
    ),
    nodes.map((node) => h(Cell, { row, node })),
    td({ class: "row-deeds" }, menuOf(row.id, resourceDeeds(row))),
  );

const Matrix = ({ title, entries, nodes }) =>
  div(
    { class: "scroll", role: "region", "aria-label": title, tabindex: 0 },
    table(
      { class: "matrix" },
      caption(title),
      thead(tr(th({ scope: "col" }, t("matrix.resource")), nodes.map((node) => h(NodeHead, { node })), th({ scope: "col" }, span({ class: "unseen" }, t("deeds"))))),
      tbody(entries.map((row) => h(Row, { row, nodes, key: row.id }))),
    ),
  );

/** One sentence on what is well, for when nothing is wrong. */
const Fine = ({ status }) =>
  p(
    { class: "notice good" },
    span({ class: "sign", "aria-hidden": true }, "✔ "),
    t("overview.fine", status.instances, status.nodes.filter(({ condition }) => condition === "ONLINE").length, status.nodes.length),
  );

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
      h2({ id: "wrong" }, problems.length ? t("overview.wrong") : t("overview.well")),
      problems.some(({ weight }) => weight !== "note") ? null : h(Fine, { status }),
      h(ProblemsList, { problems }),
      p(
        { class: "facts" },
        span(t("overview.quorum", status.quorum)),
        span(t("overview.dc", status.dc ?? t("none"))),
        span({ class: "phase" }, t("overview.phase", status.phase)),
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
