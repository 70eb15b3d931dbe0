// What changed while the page was open, as sentences.
import { elements } from "../core/dom.js";
import { t } from "../core/text.js";
import { moment } from "../core/time.js";

const { li, ol, p, time } = elements;

/** A piece of news in words. */
export function sentence({ key, of, from, to, condition, reason, node, operation, result }) {
  if (key === "news.node") return t(key, of, t(`condition.${condition}`));
  if (key === "news.moved") return t(key, of, from, to);
  if (key === "news.started") return t(key, of, to);
  if (key === "news.stopped") return t(key, of, from);
  if (key === "news.failed") return t(key, operation, of, node, result);
  if (key === "news.dc") return t(key, of || t("none"));
  return t(key, of, reason ?? "");
}

export const NewsList = ({ news }) =>
  news.length === 0
    ? p({ class: "muted" }, t("news.none"))
    : ol(
        { class: "news" },
        news.map((item) => li(time({ datetime: item.at }, moment(item.at)), " ", sentence(item))),
      );
