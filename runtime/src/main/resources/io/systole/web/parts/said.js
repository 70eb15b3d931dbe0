// What a node says, in the reader's language where its sentence is known; a screen reader is told where it is not.
import { elements } from "../core/dom.js";
import { said } from "../core/said.js";

const { span } = elements;

export const Said = ({ text }) => {
  const { text: shown, foreign } = said(text);
  return span(foreign ? { lang: "en" } : {}, shown);
};
