// What a node says in its own words, in the reader's language: its sentences are known by their form, with what they name.
import { language, LANGUAGES, t } from "./text.js";

const BEGIN = "said.";
/** The place in a sentence that is a sentence itself. All others are names and numbers, and stay as they are. */
const INSIDE = { nodeIs: 0, forbiddenBy: 0, needNode: 1, needHolds: 0, fenceFrom: 2 };

const literal = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The sentences, the most particular first: each with its key, the form that it has, and which name stands where. */
const SENTENCES = Object.entries(LANGUAGES.en.words)
  .filter(([key]) => key.startsWith(BEGIN))
  .map(([key, text]) => ({
    key: key.slice(BEGIN.length),
    length: text.replace(/\{\d\}/g, "").length,
    form: new RegExp(`^${text.split(/\{\d\}/).map(literal).join("(.+?)")}$`),
    places: [...text.matchAll(/\{(\d)\}/g)].map(([, place]) => Number(place)),
  }))
  .sort((one, other) => other.length - one.length);

function sentence(text) {
  for (const { key, form, places } of SENTENCES) {
    const found = form.exec(text);
    if (found) {
      const values = [];
      places.forEach((place, index) => (values[place] = INSIDE[key] === place ? inReadersWords(found[index + 1]) : found[index + 1]));
      return t(`said.${key}`, ...values);
    }
  }
  return null;
}

const inReadersWords = (text) => sentence(text) ?? text;

/** Sentences that a node joined, each by itself; null where one of them is not known. */
function several(text) {
  const parts = text.split("; ").map(sentence);
  return parts.length > 1 && !parts.includes(null) ? parts.join("；") : null;
}

/** The text in the reader's language, or as the node says it; foreign: whether it stayed English for a reader of another. */
export function said(text) {
  if (!text || language() === "en") return { text, foreign: false };
  const own = sentence(text) ?? several(text);
  return own === null ? { text, foreign: true } : { text: own, foreign: false };
}
