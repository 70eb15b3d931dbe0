// One resource: what it does now, why it is there, what was done with it, and how it is configured.
import { elements, h } from "../core/dom.js";
import { has, t } from "../core/text.js";
import { ago, moment, span } from "../core/time.js";
import { at, read } from "../core/api.js";
import { rows } from "../core/facts.js";
import { problemsOf } from "../core/problems.js";
import { RoleChip } from "../parts/chips.js";
import { resourceDeeds } from "../parts/deeds.js";
import { Deeds } from "../parts/questions.js";
import { Loader } from "../parts/loader.js";
import { ProblemsList } from "../parts/problems-list.js";
import { Table } from "../parts/table.js";
import { Why } from "../parts/why.js";

const { code, details, div, h1, h2, li, p, pre, section, span: inline, strong, summary, ul } = elements;

/** The rows of the status that belong to the resource: itself, or the members of the group. */
const own = (status, id) => rows(status).filter((row) => row.id === id || row.group === id || row.child === id);

const Now = ({ status, id }) => {
  const mine = own(status, id);
  const problems = problemsOf(status).filter(({ about }) => mine.some((row) => about === row.id));
  return section(
    { "aria-labelledby": "now" },
    h2({ id: "now" }, t("resource.now")),
    h(ProblemsList, { problems }),
    mine.length === 0
      ? p(t("resource.gone", id))
      : h(Table, {
          title: t("resource.now"),
          hidden: true,
          heads: [t("matrix.resource"), t("resource.where")],
          rows: mine.map((row) => [
            row.id,
            row.placements.length
              ? row.placements.map((placement) => div(placement.node, " ", h(RoleChip, { placement })))
              : inline({ class: "muted" }, t("resource.nowhere")),
          ]),
        }),
    mine.length > 0 && div({ class: "buttons" }, h(Deeds, { questions: resourceDeeds(mine[0]) })),
  );
};

const operationName = ({ operation, intervalMs }) =>
  intervalMs > 0 ? t("operation.every", operation, span(intervalMs)) : operation;

const ResultCell = ({ rc, result, exitReason, operation }) => {
  const good = rc === 0 || (operation === "monitor" && (rc === 7 || rc === 8) && !exitReason);
  return inline(
    { class: good ? "" : "bad" },
    inline({ "aria-hidden": true }, good ? "✔ " : "✖ "),
    inline({ lang: "en" }, `${result} (${rc})`, exitReason && `: ${exitReason}`),
  );
};

const History = ({ history }) =>
  history.length === 0
    ? p({ class: "muted" }, t("history.empty"))
    : h(Table, {
        title: t("resource.history"),
        hidden: true,
        heads: [t("history.when"), t("history.operation"), t("deed.node"), t("history.result"), t("history.took")],
        rows: history.map((entry) => [
          entry.at ? inline({ title: ago(entry.at) }, moment(entry.at)) : "–",
          `${entry.resource} ${operationName(entry)}`,
          entry.node,
          h(ResultCell, entry),
          span(entry.execMs),
        ]),
      });

const Outputs = ({ id }) =>
  h(Loader, {
    read: (signal) => read(at("resource", id, "output"), signal),
    show: (outputs) =>
      outputs.length === 0
        ? p({ class: "muted" }, t("output.none"))
        : outputs.map(({ node, operation, rc, result, ended, printed }) =>
            details(
              { class: "card", open: true },
              summary(t("output.of", operation, node, moment(ended)), " ", inline({ class: "bad", lang: "en" }, `✖ ${result} (${rc})`)),
              pre({ lang: "en", tabindex: 0 }, printed),
            ),
          ),
  });

/** Set parameters first, then those at their defaults. */
const parameterRows = (set, described) => {
  const known = new Map(described.map((parameter) => [parameter.name, parameter]));
  const values = new Map(set.map(({ name, value }) => [name, value]));
  const order = [...set.map(({ name }) => name), ...described.map(({ name }) => name).filter((name) => !values.has(name))];
  return order.map((name) => {
    const about = known.get(name) ?? { shortDescription: t("parameter.unknown"), longDescription: "" };
    const value = values.get(name);
    const shown = about.secret && value ? "••••" : value;
    return [
      code(name),
      value === undefined
        ? inline({ class: "muted" }, about.byDefault ? t("parameter.default", about.byDefault) : t("parameter.unset"))
        : strong(shown),
      [about.type, about.required && t("parameter.required"), about.unique && t("parameter.unique")].filter(Boolean).join(", "),
      div({ lang: "en" }, about.shortDescription, about.longDescription && p({ class: "muted small" }, about.longDescription)),
    ];
  });
};

const Parameters = ({ agent, parameters }) =>
  h(Loader, {
    read: (signal) => read(`/v1/agents/${encodeURI(agent)}`, signal),
    show: (described) => [
      p(code(agent), ": ", inline({ lang: "en" }, described.shortDescription)),
      p({ class: "muted", lang: "en" }, described.longDescription),
      h(Table, {
        title: t("resource.parameters"),
        hidden: true,
        heads: [t("parameter.name"), t("parameter.value"), t("parameter.type"), t("parameter.meaning")],
        rows: parameterRows(parameters, described.parameters),
      }),
    ],
  });

const Detail = ({ detail }) => [
  section({ "aria-labelledby": "done" }, h2({ id: "done" }, t("resource.history")), h(History, detail)),
  section(
    { "aria-labelledby": "output" },
    h2({ id: "output" }, t("resource.output")),
    detail.inside.map((id) => h(Outputs, { id, key: id })),
  ),
  section(
    { "aria-labelledby": "parameters" },
    h2({ id: "parameters" }, t("resource.parameters")),
    detail.agent
      ? h(Parameters, detail)
      : ul(detail.inside.map((id) => li(elements.a({ href: `#/resource/${encodeURIComponent(id)}` }, id)))),
  ),
  section({ "aria-labelledby": "text" }, h2({ id: "text" }, t("resource.text")), pre({ lang: "en", tabindex: 0 }, detail.text)),
];

export function Resource({ status, rest: [id] }) {
  const kind = `resource.kind.${rows(status).find((row) => row.id === id)?.promotable ? "promotable" : "any"}`;
  return [
    h1(has(kind) ? t(kind, id) : id),
    h(Now, { status, id }),
    section(
      { "aria-labelledby": "why" },
      h2({ id: "why" }, t("resource.why")),
      h(Loader, { read: (signal) => read(at("explain", id), signal), changes: status.cibVersion, show: (all) => h(Why, { all }) }),
    ),
    h(Loader, {
      read: (signal) => read(at("resource", id), signal),
      changes: status.cibVersion,
      show: (detail) => h(Detail, { detail }),
    }),
  ];
}
