// Says loudly that the node does not answer, and how old what is displayed is.
import { elements } from "../core/dom.js";
import { t } from "../core/text.js";
import { moment, span } from "../core/time.js";
import { age, isLive, live, refresh } from "../core/live.js";

const { button, div, p, span: inline, strong } = elements;

export function Connection() {
  if (isLive())
    return div(
      { class: "connection live" },
      inline({ class: "dot", "aria-hidden": true }, "●"),
      t("connection.live", live.status.askedNode, moment(live.shownAt)),
    );
  if (live.connection === "connecting") return div({ class: "connection" }, t("connection.connecting", location.host));
  return div(
    { class: "connection lost", role: "alert" },
    // The words that change each second are kept from the alert, or a screen reader would not end.
    p(strong("⚠ ", t("connection.lost", location.host))),
    live.status && p({ "aria-live": "off" }, t("connection.age", span(age()), moment(live.shownAt))),
    p({ class: "small" }, t("connection.why", live.trouble?.message ?? ""), " ", t("connection.todo")),
    button({ onClick: refresh }, t("connection.again")),
  );
}
