// Reads the status: what runs where, and what kinds of entries there are.

/** The kinds of entries of the list of resources, told apart by what they have. */
export const kindOf = (entry) => (entry.members ? "group" : "child" in entry ? "clone" : "primitive");

/** Each primitive, or clone as one, with the group that it is in. */
export const rows = (status) =>
  status.resources.flatMap((entry) =>
    kindOf(entry) === "group" ? entry.members.map((member) => ({ ...member, group: entry.id })) : [{ ...entry, group: null }],
  );

export const isDevice = (row) => row.agent.startsWith("stonith:");

/** Where each resource is active. */
export const placementsByResource = (status) => new Map(rows(status).map((row) => [row.id, row.placements]));

/** Whether the resource is meant to be active somewhere, by what restrains it. */
export const isWanted = (row) => !row.notes.some((note) => note.startsWith("disabled"));

/** Nodes that may run what they hold, though nobody hears them. */
export const isUnclean = (node) => node.condition === "UNCLEAN" || node.condition === "UNCLEAN_ONLINE";
