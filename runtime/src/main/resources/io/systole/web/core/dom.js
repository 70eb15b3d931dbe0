// Elements as functions: div({ class: "x" }, "text", span("more")). The attributes may be left out.
import { h, render, Component } from "../lib/preact.js";

export { h, render, Component };

const isAttributes = (value) => value?.constructor === Object;

/** One function for each element that is asked for, as in: const { div, span } = elements. */
export const elements = new Proxy(
  {},
  {
    get: (known, name) =>
      (known[name] ??= (...given) => (isAttributes(given[0]) ? h(name, ...given) : h(name, null, ...given))),
  },
);

/** The names of those classes whose condition holds: names({ a: true, b: false }) is "a". */
export const names = (conditions) =>
  Object.keys(conditions)
    .filter((name) => conditions[name])
    .join(" ");
