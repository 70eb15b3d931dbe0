// What changed from one state of the cluster to the next, for the list of news and for screen readers.
import { placementsByResource } from "./facts.js";

const sorted = (items) => [...items].sort();

const byName = (nodes) => new Map(nodes.map((node) => [node.name, node]));

function nodeNews(before, after) {
  const old = byName(before.nodes);
  return after.nodes
    .filter((node) => old.get(node.name)?.condition !== node.condition)
    .map((node) => ({ key: "news.node", of: node.name, condition: node.condition }));
}

const where = (placements) =>
  sorted(placements.map(({ node, role }) => `${node}${role === "PROMOTED" ? "*" : ""}`)).join(", ");

function resourceNews(before, after) {
  const old = placementsByResource(before);
  const now = placementsByResource(after);
  return [...now.keys()]
    .filter((id) => where(old.get(id) ?? []) !== where(now.get(id)))
    .map((id) => {
      const from = where(old.get(id) ?? []);
      const to = where(now.get(id));
      const key = !to ? "news.stopped" : !from ? "news.started" : "news.moved";
      return { key, of: id, from, to };
    });
}

const mark = ({ target, at, outcome }) => `${target} ${at} ${outcome}`;

function fencingNews(before, after) {
  const known = new Set(before.fencing.map(mark));
  return after.fencing
    .filter((fencing) => !known.has(mark(fencing)))
    .map(({ target, outcome, reason }) => ({ key: `news.fencing.${outcome}`, of: target, reason }));
}

function failureNews(before, after) {
  const key = ({ resource, node, callId, at }) => `${resource} ${node} ${callId} ${at}`;
  const known = new Set(before.failures.map(key));
  return after.failures
    .filter((failure) => !known.has(key(failure)))
    .map(({ resource, node, operation, result }) => ({ key: "news.failed", of: resource, node, operation, result }));
}

/** Newest first; each with the moment at which the node said it. */
export function newsBetween(before, after) {
  const news = [
    ...(before.quorate === after.quorate ? [] : [{ key: after.quorate ? "news.quorum" : "news.noQuorum" }]),
    ...(before.dc === after.dc ? [] : [{ key: "news.dc", of: after.dc ?? "" }]),
    ...nodeNews(before, after),
    ...fencingNews(before, after),
    ...failureNews(before, after),
    ...resourceNews(before, after),
  ];
  return news.map((item) => ({ ...item, at: after.at })).reverse();
}
