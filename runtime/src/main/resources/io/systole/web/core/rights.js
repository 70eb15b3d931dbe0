// What the user of the pages may do, as the node says. It refuses the rest itself; here people are spared the refusal.
import { live } from "./live.js";
import { t } from "./text.js";

const OF_RESOURCES = { start: "RESOURCES", stop: "RESOURCES", move: "MOVES", ban: "MOVES", clear: "MOVES", cleanup: "STATUS" };

/** The right that a question asks for. */
export const rightOf = ({ kind, verb }) => (kind === "resource" ? OF_RESOURCES[verb] : verb === "fence" ? "STATUS" : "NODES");

/** Whether the user has a right; also as long as that is not known. */
export const may = (right) => live.who?.rights?.includes(right) ?? true;

/** Who one is, in words: the name, with the roles of one who is bound by them. */
export const identity = () => {
  const { who } = live;
  if (!who) return "";
  return who.restricted && who.roles.length ? `${who.user} (${who.roles.join(", ")})` : who.user;
};

/** Why it is not offered; empty where it is. */
export const denial = (...rights) => (rights.every(may) ? "" : t("rights.denied", identity()));
