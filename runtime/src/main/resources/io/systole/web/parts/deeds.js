// Which actions make sense for a resource or a node as it is now.
import { isWanted } from "../core/facts.js";
import { nodeNames } from "./questions.js";

/** The questions that can be asked about a resource. */
export function resourceDeeds(row) {
  const of = row.group ?? row.id;
  const choices = nodeNames();
  const here = new Set(row.placements.map(({ node }) => node));
  const away = choices.filter((name) => !here.has(name));
  return [
    ...(isWanted(row)
      ? [
          { kind: "resource", verb: "move", of, choices: away.length ? away : choices, lease: true },
          { kind: "resource", verb: "ban", of, choices: here.size ? [...here] : choices, lease: true },
          { kind: "resource", verb: "stop", of },
        ]
      : [{ kind: "resource", verb: "start", of }]),
    { kind: "resource", verb: "clear", of },
    { kind: "resource", verb: "cleanup", of: row.id, choices, optional: true },
  ];
}

/** The questions that can be asked about a node. */
export function nodeDeeds({ name, condition }) {
  const calm = condition === "STANDBY" || condition === "MAINTENANCE";
  return [
    ...(condition === "STANDBY" ? [] : [{ kind: "node", verb: "standby", of: name }]),
    ...(condition === "MAINTENANCE" ? [] : [{ kind: "node", verb: "maintenance", of: name }]),
    ...(calm ? [{ kind: "node", verb: "online", of: name }] : []),
    { kind: "node", verb: "fence", of: name },
  ];
}
