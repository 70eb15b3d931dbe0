// What the cluster did, and why: a timeline of transitions; one of them as a graph, replayed step by step.
import { elements, h } from "../core/dom.js";
import { t } from "../core/text.js";
import { Said } from "../parts/said.js";
import { ago, moment } from "../core/time.js";
import { at, read } from "../core/api.js";
import { address } from "../core/route.js";
import { Loader } from "../parts/loader.js";
import { Replay } from "../parts/replay.js";

const { a, div, h1, h2, li, ol, p, pre, section, span, strong } = elements;

const SHOWN = 100;

/** What the DC remembers of how they ended, beside what the members keep of what they were planned from. */
const both = async (signal) => {
  const [plans, ended] = await Promise.all([
    read(at("history", { last: SHOWN }), signal),
    read(at("transitions"), signal).catch(() => []),
  ]);
  const newestTerm = Math.max(...plans.map(({ term }) => term));
  return plans.reverse().map((plan) => ({
    ...plan,
    ended: plan.term === newestTerm ? ended.find(({ number, reason }) => number === plan.number && reason === plan.reason) : undefined,
  }));
};

const OUTCOMES = { complete: ["✔", "good"], aborted: ["⇥", "warning"], failed: ["✖", "critical"], running: ["↻", "warning"] };

const Outcome = ({ ended, number }) => {
  if (number === 0) return span({ class: "chip critical" }, "✖ ", t("transition.noPlan"));
  if (!ended) return span({ class: "muted" }, t("transition.unknown"));
  const word = ended.outcome.split(/[^a-z]/)[0];
  const [sign, weight] = OUTCOMES[word] ?? ["•", ""];
  const detail = ended.outcome.slice(word.length).replace(/^[: ]+/, "");
  return span(
    span({ class: `chip ${weight}` }, sign, " ", OUTCOMES[word] ? t(`transition.${word}`) : ended.outcome),
    detail && span({ class: "muted small" }, " ", h(Said, { text: detail })),
  );
};

const Timeline = ({ plans }) =>
  plans.length === 0
    ? p({ class: "muted" }, t("transition.none"))
    : ol(
        { class: "timeline" },
        plans.map((plan) =>
          li(
            { key: `${plan.node} ${plan.file}` },
            div(
              strong(a({ href: address("transitions", plan.node, plan.file) }, plan.number ? t("transition.number", plan.number) : plan.file)),
              " ",
              h(Outcome, plan),
            ),
            p(h(Said, { text: plan.reason })),
            plan.ended && p({ class: "muted small" }, t("transition.actions", plan.ended.actions.length)),
            p({ class: "muted small" }, moment(plan.at), " · ", ago(plan.at), " · DC ", plan.node),
          ),
        ),
      );

/** What became of each action, as the DC remembers it: "web_start_0 on beta: done". */
const resultsOf = (ended) =>
  new Map(
    (ended?.actions ?? []).map((line) => {
      const [, key, node, result] = line.match(/^(.+?) on (\S+): (.*)$/) ?? [null, line, "", ""];
      return [`${key} ${node}`, result];
    }),
  );

const One = ({ node, file }) => [
  p(a({ href: address("transitions") }, "← ", t("transition.all"))),
  h(Loader, {
    read: async (signal) => {
      const [plan, all] = await Promise.all([read(at("history", node, file, "plan"), signal), both(signal)]);
      return { plan, about: all.find((each) => each.node === node && each.file === file) };
    },
    show: ({ plan, about }) => [
      h1(about?.number ? t("transition.number", about.number) : file),
      about && p(strong(t("transition.why")), " ", h(Said, { text: about.reason }), " ", h(Outcome, about)),
      about && p({ class: "muted" }, moment(about.at), " · ", ago(about.at), " · DC ", node),
      section({ "aria-labelledby": "meant" }, h2({ id: "meant" }, t("plan.means")), pre({ lang: "en", tabindex: 0 }, plan.summary.join("\n") || t("plan.nothing"))),
      section({ "aria-labelledby": "replay" }, h2({ id: "replay" }, t("replay")), h(Replay, { plan, results: resultsOf(about?.ended) })),
    ],
  }),
];

export function Transitions({ status, rest: [node, file] }) {
  if (file) return h(One, { node, file });
  return [
    h1(t("page.transitions")),
    p({ class: "facts" }, span({ class: "phase" }, t("overview.phase", status.phase))),
    h(Loader, { read: both, changes: status.phase, show: (plans) => h(Timeline, { plans }) }),
  ];
}
