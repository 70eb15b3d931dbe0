// Who can be fenced, by whom and with what; what was fenced; and a person's word where no device can speak.
import { elements, h } from "../core/dom.js";
import { t } from "../core/text.js";
import { ago, moment, span } from "../core/time.js";
import { act, at, read } from "../core/api.js";
import { isUnclean } from "../core/facts.js";
import { isLive } from "../core/live.js";
import { may } from "../core/rights.js";
import { nodeDeeds } from "../parts/deeds.js";
import { Deeds, Denial } from "../parts/questions.js";
import { Loader } from "../parts/loader.js";
import { Said } from "../parts/said.js";
import { Table } from "../parts/table.js";
import { Confirm } from "../parts/confirm.js";

const { article, button, div, h1, h2, h3, li, p, section, span: inline, strong, ul } = elements;

const WORKS = { works: ["✔", "good"], "not checked yet": ["?", "warning"], unchecked: ["?", "warning"] };

const Works = ({ works, children }) => {
  const [sign, weight] = WORKS[works] ?? ["✖", "critical"];
  return inline({ class: `chip ${weight}` }, inline({ "aria-hidden": true }, sign, " "), children);
};

const verdict = (use) =>
  WORKS[use.works]?.[1] === "good" ? t("fence.works") : WORKS[use.works] ? t("fence.unchecked") : t("fence.broken");

/** Rows: who would do it; columns: whom. */
const Matrix = ({ checks }) => {
  const uses = checks.flatMap(({ node, levels }) =>
    levels.flatMap(({ number, uses: all }) => all.map((use) => ({ ...use, target: node, level: number }))),
  );
  const cell = (from, target) => {
    if (from === target) return inline({ class: "muted" }, t("fence.itself"));
    const here = uses.filter((use) => use.from === from && use.target === target);
    return here.length
      ? here.map((use) =>
          div(
            h(Works, { works: use.works }, `${use.device}: ${verdict(use)}`),
            use.why && p({ class: "small" }, h(Said, { text: use.why })),
            use.checkedAt && p({ class: "muted small" }, t("fence.checked", ago(use.checkedAt), span(use.tookMs), span(use.timeoutMs))),
          ),
        )
      : inline({ class: "muted" }, "–", inline({ class: "unseen" }, t("fence.cannot")));
  };
  const from = checks.map(({ node }) => node);
  return h(Table, {
    title: t("fence.matrix"),
    heads: [t("fence.from"), ...from.map((node) => t("fence.target", node))],
    rows: from.map((node) => [node, ...checks.map(({ node: target }) => cell(node, target))]),
  });
};

const FENCEABLE = { yes: ["✔", "good"], unchecked: ["?", "warning"], no: ["✖", "critical"] };

const Readiness = ({ checks }) =>
  ul(
    { class: "plain" },
    checks.map(({ node, fenceable, missing, race }) => {
      const [sign, weight] = FENCEABLE[fenceable];
      return li(
        inline({ class: `chip ${weight}` }, inline({ "aria-hidden": true }, sign, " "), t(`fenceable.${fenceable}`, node)),
        [...missing, race].filter(Boolean).map((line) => p({ class: "small" }, h(Said, { text: line }))),
      );
    }),
  );

const Devices = ({ devices }) =>
  devices.length === 0
    ? p({ class: "notice critical" }, t("device.none"))
    : h(Table, {
        title: t("fence.devices"),
        hidden: true,
        heads: [t("device"), t("device.agent"), t("device.hosts"), t("device.delay"), t("device.started"), t("device.trust")],
        rows: devices.map(({ id, agent, hosts, check, delay, verified, barred, distrust }) => [
          id,
          agent,
          [hosts.join(", ") || t("device.asks"), ` (${check})`],
          delay || "–",
          [verified.join(", ") || t("none"), barred.length > 0 && p(t("device.barred", barred.join(", ")))],
          distrust ? inline({ class: "bad" }, "✖ ", h(Said, { text: distrust })) : t("device.trusted"),
        ]),
      });

const OUTCOMES = { SUCCESSFUL: ["✔", "good"], FAILED: ["✖", "critical"], PENDING: ["↻", "warning"] };

const History = ({ past }) =>
  past.length === 0
    ? p({ class: "muted" }, t("fence.noHistory"))
    : h(Table, {
        title: t("fence.history"),
        hidden: true,
        heads: [t("history.when"), t("fence.whom"), t("history.result"), t("fence.by"), t("fence.why")],
        rows: [...past].reverse().map(({ at: when, target, action, outcome, devices, ledBy, requestedBy, reason, why, durationMs }) => [
          moment(when),
          `${target} (${action})`,
          [
            inline({ class: `chip ${OUTCOMES[outcome][1]}` }, OUTCOMES[outcome][0], " ", t(`outcome.${outcome}`)),
            durationMs > 0 && ` ${span(durationMs)}`,
            why && p({ class: "small bad" }, h(Said, { text: why })),
          ],
          [devices, ledBy && t("fence.ledBy", ledBy)].filter(Boolean).join("; ") || "–",
          div(h(Said, { text: reason }), requestedBy && ` (${requestedBy})`),
        ]),
      });

const Lost = ({ status }) => {
  const lost = status.nodes.filter(isUnclean);
  return lost.length === 0
    ? p({ class: "notice good" }, "✔ ", t("fence.noneLost"))
    : lost.map(({ name }) =>
        article(
          { class: "problem critical", key: name },
          h3("✖ ", t("problem.unclean", name)),
          p(t("confirm.when", name)),
          h(Confirm, { node: name }),
        ),
      );
};

export function Fencing({ status }) {
  const changes = `${status.cibVersion} ${JSON.stringify(status.fencing)} ${status.nodes.map(({ condition }) => condition)}`;
  const members = status.nodes.filter(({ kind }) => kind === "MEMBER");
  return [
    h1(t("page.fencing")),
    section({ "aria-labelledby": "lost" }, h2({ id: "lost" }, t("fence.now")), h(Lost, { status })),
    section(
      { "aria-labelledby": "who" },
      h2({ id: "who" }, t("fence.who")),
      h(Loader, {
        read: (signal) => read(at("fencing", "check"), signal),
        changes,
        every: 10000,
        show: (checks, again) => [
          h(Readiness, { checks }),
          h(Matrix, { checks }),
          div(
            { class: "buttons" },
            button({ disabled: !isLive() || !may("STATUS"), onClick: () => act(at("fencing", "check")).then(again) }, t("fence.checkNow")),
            h(Denial, { rights: ["STATUS"] }),
          ),
        ],
      }),
    ),
    section(
      { "aria-labelledby": "devices" },
      h2({ id: "devices" }, t("fence.devices")),
      h(Loader, { read: (signal) => read(at("fencing", "devices"), signal), changes, show: (devices) => h(Devices, { devices }) }),
    ),
    section(
      { "aria-labelledby": "past" },
      h2({ id: "past" }, t("fence.history")),
      h(Loader, { read: (signal) => read(at("fencing", "history"), signal), changes, show: (past) => h(History, { past }) }),
    ),
    section(
      { "aria-labelledby": "byHand" },
      h2({ id: "byHand" }, t("fence.byHand")),
      p(strong(t("fence.byHand.means"))),
      div(
        { class: "buttons" },
        h(Deeds, { questions: members.map((node) => nodeDeeds(node).at(-1)), titles: members.map(({ name }) => t("fence.one", name)) }),
      ),
    ),
  ];
}
