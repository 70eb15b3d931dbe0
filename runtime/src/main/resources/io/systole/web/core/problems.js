// What is wrong, why, and what can be done: from the status, worst first.
import { t, has } from "./text.js";
import { said } from "./said.js";
import { ago, moment } from "./time.js";
import { isDevice, isUnclean, isWanted, rows } from "./facts.js";

export const WEIGHTS = ["critical", "warning", "note"];

const problem = (weight, key, values, more = {}) => ({
  about: values[0] ?? "",
  weight,
  id: `${key} ${values.join(" ")}`,
  title: t(`problem.${key}`, ...values),
  why: t(`problem.${key}.why`, ...values),
  todo: t(`problem.${key}.todo`, ...values),
  deeds: [],
  ...more,
});

/** What the node itself says is wrong. Known kinds are said in the reader's language, others as the node says them. */
function concerns(status) {
  const ownWords = new Set(["node-lost", "node-step"]); // told below, with what becomes of the fencing
  return status.concerns
    .filter(({ kind }) => !ownWords.has(kind))
    .map(({ kind, of, detail, text, severe }) => {
      const key = `concern.${kind}`;
      const weight = severe ? "critical" : "warning";
      return has(`problem.${key}`)
        ? problem(weight, key, [of, said(detail).text])
        : { weight, id: text, title: t("problem.other"), why: text, whyIsForeign: true, todo: "", deeds: [] };
    });
}

const latest = (status, node) => status.fencing.filter(({ target }) => target === node).at(-1);

function nodes(status) {
  return status.nodes.flatMap((node) => {
    if (isUnclean(node)) {
      const fencing = latest(status, node.name);
      const step = fencing ? t(`fencing.now.${fencing.outcome}`, ago(fencing.at), said(fencing.reason).text) : t("fencing.now.none");
      return [
        problem("critical", "unclean", [node.name, step], {
          deeds: [{ kind: "page", to: "fencing", label: t("go.fencing") }],
        }),
      ];
    }
    if (node.condition === "SUSPECT") return [problem("warning", "suspect", [node.name])];
    if (node.condition === "OFFLINE") return [problem("warning", "offline", [node.name])];
    if (node.condition === "STANDBY" || node.condition === "MAINTENANCE")
      return [
        problem("note", node.condition.toLowerCase(), [node.name], {
          deeds: [{ kind: "node", verb: "online", of: node.name }],
        }),
      ];
    return [];
  });
}

const toResource = (id) => ({ kind: "page", to: `resource/${encodeURIComponent(id)}`, label: t("go.why", id) });

function resources(status) {
  return rows(status).flatMap((row) => {
    const nodesOf = row.placements.map(({ node }) => node);
    const isClone = "child" in row;
    const unmanaged = row.notes.some((note) => note.startsWith("unmanaged"));
    const blocked = row.notes.find((note) => note.startsWith("blocked"));
    if (!isClone && nodesOf.length > 1)
      return [problem("critical", "twice", [row.id, nodesOf.join(", ")], { deeds: [toResource(row.id)] })];
    if (blocked || row.placements.some(({ failed }) => failed))
      return [problem("critical", "failed", [row.id, nodesOf.join(", ")], { deeds: [toResource(row.id)] })];
    if (nodesOf.length === 0 && isWanted(row) && isDevice(row))
      return [problem("warning", "idle", [row.id], { deeds: [toResource(row.id)] })];
    if (nodesOf.length === 0 && isWanted(row))
      return [problem("critical", "nowhere", [row.id], { deeds: [toResource(row.id)] })];
    if (unmanaged) return [problem("note", "unmanaged", [row.id], { deeds: [toResource(row.id)] })];
    return [];
  });
}

/** The CIB has seconds, or nothing. */
const when = (seconds) => (/^\d+$/.test(seconds ?? "") ? moment(Number(seconds) * 1000) : "–");

function failures(status) {
  return status.failures.map(({ resource, node, operation, result, exitReason, at }) =>
    problem("warning", "failure", [resource, node, operation, exitReason ? `${result}: ${exitReason}` : result, when(at)], {
      deeds: [toResource(resource), { kind: "resource", verb: "cleanup", of: resource, node }],
    }),
  );
}

/** All problems, worst first; of one weight in the order in which they should be dealt with. */
export function problemsOf(status) {
  const all = [...concerns(status), ...nodes(status), ...resources(status), ...failures(status)];
  if (status.waitingFor) all.unshift(problem("critical", "waiting", [status.askedNode, status.waitingFor]));
  return WEIGHTS.flatMap((weight) => all.filter((item) => item.weight === weight));
}
