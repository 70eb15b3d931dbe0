// A table with a caption and headers, which scrolls by itself where it is wider than the screen.
import { elements } from "../core/dom.js";

const { caption, div, table, tbody, td, th, thead, tr } = elements;

/** heads: texts of the columns. rows: lists of cells; the first cell of each is the row's header. */
export const Table = ({ title, heads, rows, hidden }) =>
  div(
    { class: "scroll", role: "region", "aria-label": title, tabindex: 0 },
    table(
      caption({ class: hidden ? "unseen" : "" }, title),
      thead(tr(heads.map((head) => th({ scope: "col" }, head)))),
      tbody(rows.map(([first, ...cells]) => tr(th({ scope: "row" }, first), cells.map((cell) => td(cell))))),
    ),
  );
