// The words of the pages, in the language that the reader chose or the browser prefers.
import en from "../text/en.js";
import zh from "../text/zh.js";

export const LANGUAGES = { en: { name: "English", words: en }, "zh-CN": { name: "简体中文", words: zh } };
const KEPT = "systole.language";

const preferred = () => {
  const kept = localStorage.getItem(KEPT);
  if (kept in LANGUAGES) return kept;
  const first = navigator.languages.find((tag) => /^(en|zh)\b/i.test(tag)) ?? "en";
  return first.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
};

let current = preferred();

/** The tag of the language that is shown. */
export const language = () => current;

/** Shows another language from now on, and remembers it. */
export const setLanguage = (tag) => {
  current = tag;
  localStorage.setItem(KEPT, tag);
  document.documentElement.lang = tag;
};

/** The text of a key, with {0}, {1}, ... replaced. A key without a text is shown as it is: a test finds it. */
export const t = (key, ...values) =>
  (LANGUAGES[current].words[key] ?? key).replace(/\{(\d)\}/g, (_, index) => values[index] ?? "");

/** Whether there is a text for a key that was put together from what a node said. */
export const has = (key) => key in LANGUAGES[current].words;

document.documentElement.lang = current;
