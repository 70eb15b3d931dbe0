// The graph of a plan as a drawing. For who cannot see it, the same actions are listed beside it.
import { elements } from "../core/dom.js";
import { t } from "../core/text.js";
import { layout } from "../core/graph.js";

const { div, g, path, rect, svg, text, title } = elements;

const KINDS = { start: "start", promote: "start", migrate_from: "start", stop: "stop", demote: "stop", migrate_to: "stop", stonith: "fence" };

/** An action in words, as in: start web on beta. */
export const actionName = ({ operation, resource, node, key }) => {
  if (operation === "stonith") return t("action.fence", node ?? "");
  const what = resource ?? key;
  return node ? t("action.on", operationWord(operation), what, node) : `${operationWord(operation)} ${what}`;
};

const WORDS = ["start", "stop", "monitor", "promote", "demote", "notify", "cancel", "migrate_to", "migrate_from", "stonith"];
const operationWord = (operation) => (WORDS.includes(operation) ? t(`op.${operation}`) : operation);

const curve = (points) =>
  points.slice(1).reduce((drawn, { x, y }, index) => {
    const from = points[index];
    const middle = (from.x + x) / 2;
    return `${drawn} C ${middle} ${from.y} ${middle} ${y} ${x} ${y}`;
  }, `M ${points[0].x} ${points[0].y}`);

const short = (words, max) => (words.length > max ? `${words.slice(0, max - 1)}…` : words);

/** nodes: of realGraph. state: action number to "done", "now" or nothing. */
export function Graph({ nodes, label, state = new Map() }) {
  if (nodes.length === 0) return null;
  const { width, height, box, boxes, lines } = layout(nodes);
  return div(
    { class: "scroll graph", role: "region", "aria-label": label, tabindex: 0 },
    svg(
      // The list of steps says the same in words, in order.
      { width: width + 4, height: height + 4, viewBox: `-2 -2 ${width + 4} ${height + 4}`, role: "img", "aria-label": label },
      lines.map(({ from, to, points }) => path({ class: "edge", d: curve(points), key: `${from}-${to}` })),
      nodes.map((action) => {
        const { x, y } = boxes.get(action.id);
        return g(
          { class: `box ${KINDS[action.operation] ?? "other"} ${state.get(action.id) ?? ""}`, transform: `translate(${x} ${y})`, key: action.id },
          title(actionName(action)),
          rect({ width: box.width, height: box.height, rx: 6 }),
          text({ x: 10, y: 17, class: "box-title" }, `${{ done: "✔ ", now: "▶ " }[state.get(action.id)] ?? ""}${short(`${operationWord(action.operation)} ${action.resource ?? ""}`, 22)}`),
          text({ x: 10, y: 33, class: "box-node" }, action.node ?? "–"),
        );
      }),
    ),
  );
}
