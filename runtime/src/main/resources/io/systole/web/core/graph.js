// The graph of a plan for people, and where its boxes go: in layers, each action right of what it waits for.

/** What no agent and no node carries out: points that only order others. */
const isPoint = (action) => action.kind === "pseudo_event";

const byId = (actions) => new Map(actions.map((action) => [action.id, action]));

/** The actions that somebody carries out; those that only order others are folded into the edges between them. */
export function realGraph(actions) {
  const all = byId(actions);
  const known = new Map();
  const inputsOf = (id) => {
    if (known.has(id)) return known.get(id);
    const found = new Set();
    known.set(id, found); // first: a graph with a circle must end, too
    for (const input of all.get(id)?.inputs ?? []) {
      const action = all.get(input);
      if (!action) continue;
      if (isPoint(action)) inputsOf(input).forEach((each) => found.add(each));
      else found.add(input);
    }
    return found;
  };
  const nodes = actions.filter((action) => !isPoint(action)).map((action) => ({ ...action, inputs: [...inputsOf(action.id)] }));
  return withoutDetours(nodes);
}

/** Leaves out inputs that are implied by others: they say nothing and make knots. */
function withoutDetours(nodes) {
  const all = byId(nodes);
  const before = new Map();
  const ancestors = (id, path = new Set()) => {
    if (before.has(id)) return before.get(id);
    if (path.has(id)) return new Set();
    path.add(id);
    const found = new Set();
    for (const input of all.get(id).inputs) {
      found.add(input);
      ancestors(input, path).forEach((each) => found.add(each));
    }
    path.delete(id);
    before.set(id, found);
    return found;
  };
  return nodes.map((node) => ({
    ...node,
    inputs: node.inputs.filter((input) => !node.inputs.some((other) => other !== input && ancestors(other).has(input))),
  }));
}

/** The actions in an order in which they may be done: inputs first, else by number. */
export function inOrder(nodes) {
  const all = byId(nodes);
  const order = [];
  const seen = new Set();
  const visit = (id) => {
    if (seen.has(id) || !all.has(id)) return;
    seen.add(id);
    all.get(id).inputs.forEach(visit);
    order.push(all.get(id));
  };
  [...nodes].sort((a, b) => a.id - b.id).forEach(({ id }) => visit(id));
  return layered(order);
}

/** What may be done at the same time stays together: first what waits for nothing. */
function layered(order) {
  const layer = layersOf(order);
  return order.map((node, index) => ({ node, index })).sort((a, b) => layer.get(a.node.id) - layer.get(b.node.id) || a.index - b.index).map(({ node }) => node);
}

/** The longest way from an action that waits for nothing. */
function layersOf(order) {
  const layer = new Map();
  for (const { id, inputs } of order) layer.set(id, Math.max(0, ...inputs.map((input) => (layer.get(input) ?? -1) + 1)));
  return layer;
}

const BOX = { width: 168, height: 42, gapX: 56, gapY: 14 };

/** Boxes and lines of a graph: { width, height, boxes: Map id -> {x, y}, lines: [{from, to, points}] }. */
export function layout(nodes) {
  const order = inOrder(nodes);
  const layer = layersOf(order);
  const columns = [];
  const put = (item, at) => (columns[at] ??= []).push(item);
  order.forEach(({ id }) => put({ id, from: [], to: [], box: true }, layer.get(id)));
  const items = new Map(columns.flat().map((item) => [item.id, item]));
  const lines = [];
  for (const { id, inputs } of order)
    for (const input of inputs) {
      // A line that passes a column gets a place of its own there, so that it passes between the boxes.
      const chain = [items.get(input)];
      for (let at = layer.get(input) + 1; at < layer.get(id); at++) {
        const bend = { id: `${input}-${id}-${at}`, from: [], to: [], box: false };
        put(bend, at);
        chain.push(bend);
      }
      chain.push(items.get(id));
      for (let i = 1; i < chain.length; i++) {
        chain[i - 1].to.push(chain[i]);
        chain[i].from.push(chain[i - 1]);
      }
      lines.push({ from: input, to: id, chain });
    }
  untangle(columns);
  return drawn(columns, lines);
}

/** Orders each column by the middle of what it is joined with, forth and back a few times. */
function untangle(columns) {
  const number = (column) => column.forEach((item, index) => (item.row = index - column.length / 2));
  columns.forEach(number);
  const sort = (column, side) => {
    const middle = (item) => (item[side].length ? item[side].reduce((sum, { row }) => sum + row, 0) / item[side].length : item.row);
    column.map((item) => [middle(item), item]).sort(([a], [b]) => a - b).forEach(([, item], index) => (column[index] = item));
    number(column);
  };
  for (let round = 0; round < 4; round++) {
    columns.slice(1).forEach((column) => sort(column, "from"));
    columns.slice(0, -1).reverse().forEach((column) => sort(column, "to"));
  }
}

function drawn(columns, lines) {
  const heightOf = (column) => column.reduce((sum, { box }) => sum + (box ? BOX.height : 6) + BOX.gapY, 0);
  const height = Math.max(BOX.height, ...columns.map(heightOf));
  columns.forEach((column, at) => {
    let y = (height - heightOf(column)) / 2 + BOX.gapY / 2;
    column.forEach((item) => {
      item.x = at * (BOX.width + BOX.gapX);
      item.y = y;
      y += (item.box ? BOX.height : 6) + BOX.gapY;
    });
  });
  const port = (item, right) => ({ x: item.x + (right ? BOX.width : 0), y: item.y + (item.box ? BOX.height / 2 : 3) });
  return {
    width: columns.length * (BOX.width + BOX.gapX) - BOX.gapX,
    height,
    box: BOX,
    boxes: new Map(columns.flat().filter(({ box }) => box).map(({ id, x, y }) => [id, { x, y }])),
    lines: lines.map(({ from, to, chain }) => ({
      from,
      to,
      points: [port(chain[0], true), ...chain.slice(1, -1).flatMap((item) => [port(item, false), port(item, true)]), port(chain.at(-1), false)],
    })),
  };
}

/** Where all is before the first action, and after each: a list of maps from resource to node to role. */
export function course(before, order) {
  let state = new Map();
  for (const { resource, node, role } of before) state.set(resource, new Map([...(state.get(resource) ?? []), [node, role]]));
  const states = [state];
  for (const action of order) {
    state = after(state, action);
    states.push(state);
  }
  return states;
}

const ROLES = { start: "STARTED", promote: "PROMOTED", demote: "UNPROMOTED", migrate_from: "STARTED" };

function after(state, { operation, resource, node }) {
  const next = new Map(state);
  if (operation === "stonith" && node) {
    for (const [id, places] of state) next.set(id, new Map([...places].filter(([name]) => name !== node)));
  } else if (resource && node && (ROLES[operation] || operation === "stop")) {
    const places = new Map(state.get(resource) ?? []);
    if (operation === "stop") places.delete(node);
    else places.set(node, ROLES[operation]);
    next.set(resource, places);
  }
  return next;
}
