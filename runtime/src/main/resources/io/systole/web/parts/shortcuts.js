// The keys: which there are, what they do, and how to switch them off for those whom they disturb.
import { elements, h } from "../core/dom.js";
import { t } from "../core/text.js";
import { PAGES } from "../core/route.js";
import { Dialog } from "./dialog.js";

const { button, dd, dl, dt, input, kbd, label, p } = elements;

const KEPT = "systole.keys";
const KEYS = new Map([...PAGES.map((page, index) => [String(index + 1), page]), ["r", "refresh"], ["?", "help"]]);

const isOn = () => localStorage.getItem(KEPT) !== "off";
const isTyping = (target) => target.closest?.("input, textarea, select, [contenteditable], dialog");

/** What a key stands for; null where it is typed into something, or the keys are off. */
export const shortcutOf = (event) =>
  event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)
    ? null
    : event.key === "?" || isOn()
      ? (KEYS.get(event.key) ?? null)
      : null;

const meaning = (what) => (PAGES.includes(what) ? t(`page.${what}`) : t(`shortcut.${what}`));

export const ShortcutHelp = ({ close }) =>
  h(
    Dialog,
    { title: t("shortcuts"), close },
    dl({ class: "keys" }, [...KEYS].map(([key, what]) => [dt(kbd(key)), dd(meaning(what))])),
    p(t("shortcut.standard")),
    label(
      input({
        type: "checkbox",
        checked: isOn(),
        onChange: (event) => localStorage.setItem(KEPT, event.target.checked ? "on" : "off"),
      }),
      " ",
      t("shortcut.on"),
    ),
    p({ class: "buttons" }, button({ onClick: close }, t("close"))),
  );
