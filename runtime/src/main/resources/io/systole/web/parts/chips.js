// What a resource does on a node: always a sign and a word, never a colour alone.
import { elements, names } from "../core/dom.js";
import { t } from "../core/text.js";

const { span } = elements;

const ROLE_SIGNS = { STARTED: "●", PROMOTED: "★", UNPROMOTED: "○", STOPPED: "◌" };

export const CONDITION_SIGNS = {
  UNCLEAN: "✖",
  UNCLEAN_ONLINE: "✖",
  SUSPECT: "?",
  PENDING: "…",
  LEAVING: "↘",
  MAINTENANCE: "⚒",
  STANDBY: "❚❚",
  ONLINE: "●",
  OFFLINE: "○",
};

export function RoleChip({ placement: { role, failed, unclean, pending } }) {
  const [sign, word] = failed
    ? ["✖", t("role.failed", t(`role.${role}`))]
    : unclean
      ? ["?", t("role.unclean", t(`role.${role}`))]
      : pending
        ? ["↻", t(`pending.${pending}`)]
        : [ROLE_SIGNS[role], t(`role.${role}`)];
  return span(
    { class: `chip ${names({ failed, unclean, pending, [role.toLowerCase()]: !failed && !unclean && !pending })}` },
    span({ class: "sign", "aria-hidden": true }, sign),
    " ",
    word,
  );
}
