// Checks of the functions behind the pages, on states that no test cluster gets into. Run in the browser by WebIT:
// answers with a line for each check that failed, and with how many there were.
const done = arguments[arguments.length - 1];
const failed = [];
let count = 0;
const same = (what, found, wanted) => {
  count++;
  const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (a !== b) failed.push(`${what}: found ${a}, expected ${b}`);
};

const action = (id, operation, resource, node, inputs, kind = "rsc_op") => ({ id, kind, operation, key: `${resource}_${operation}_0`, resource, node, inputs });

const graphs = ({ realGraph, inOrder, layout, course }) => {
  const plan = [
    action(1, "stop", "web", "n1", []),
    action(2, "stop", "site", null, [1], "pseudo_event"),
    action(3, "start", "web", "n2", [1, 2]),
    action(4, "monitor", "web", "n2", [1, 3]),
    action(5, "stonith", undefined, "n3", [], "crm_event"),
  ];
  const nodes = realGraph(plan);
  same("points that order are folded away, and detours left out", nodes.map(({ id, inputs }) => [id, inputs]), [[1, []], [3, [1]], [4, [3]], [5, []]]);
  const order = inOrder(nodes);
  same("inputs come first, what may go together stands together", order.map(({ id }) => id), [1, 5, 3, 4]);
  const states = course([{ resource: "web", node: "n1", role: "STARTED" }, { resource: "db", node: "n3", role: "PROMOTED" }], order);
  const shown = (state) => [...state].map(([id, places]) => [id, [...places]]);
  same("before the first step", shown(states[0]), [["web", [["n1", "STARTED"]]], ["db", [["n3", "PROMOTED"]]]]);
  same("a stop empties a place", shown(states[1])[0], ["web", []]);
  same("fencing empties a node", shown(states[2])[1], ["db", []]);
  same("a start fills one", shown(states[4])[0], ["web", [["n2", "STARTED"]]]);
  const { boxes, lines, width } = layout(nodes);
  same("each to the right of what it waits for", boxes.get(1).x < boxes.get(3).x && boxes.get(3).x < boxes.get(4).x, true);
  same("lines join boxes", lines.map(({ from, to }) => [from, to]), [[1, 3], [3, 4]]);
  same("the drawing holds all", [...boxes.values()].every(({ x }) => x + 168 <= width), true);
  same("a circle ends", inOrder(realGraph([action(1, "start", "a", "n1", [2]), action(2, "start", "b", "n1", [1])])).length, 2);
};

const well = {
  cluster: "c", askedNode: "n1", dc: "n1", quorate: true, at: "2026-01-01T00:00:00Z", concerns: [], failures: [], fencing: [], instances: 1,
  nodes: [{ name: "n1", condition: "ONLINE", kind: "MEMBER" }, { name: "n2", condition: "ONLINE", kind: "MEMBER" }],
  resources: [{ id: "web", agent: "ocf:x:y", notes: [], placements: [{ instance: "web", node: "n1", role: "STARTED", failed: false, unclean: false }] }],
};
const placed = (...nodes) => nodes.map((node) => ({ instance: "web", node, role: "STARTED", failed: false, unclean: false }));
const web = (more) => ({ ...well, resources: [{ ...well.resources[0], ...more }] });
const node2 = (condition, fencing = []) => ({ ...well, nodes: [well.nodes[0], { ...well.nodes[1], condition }], fencing });

const problems = ({ problemsOf }) => {
  const said = (status) => problemsOf(status).map(({ weight, title }) => `${weight} ${title}`);
  same("well", said(well), []);
  same("twice", said(web({ placements: placed("n1", "n2") })), ["critical Resource web is active more than once: on n1, n2"]);
  same("nowhere", said(web({ placements: [] })), ["critical Resource web runs nowhere"]);
  same("stopped on request is well", said(web({ placements: [], notes: ["disabled"] })), []);
  same("blocked", said(web({ notes: ["blocked"] })), ["critical Resource web has failed"]);
  same("off is a warning", said(node2("OFFLINE")), ["warning Node n2 is off"]);
  same("standby is a note", said(node2("STANDBY")), ["note Node n2 is in standby"]);
  const failing = { target: "n2", action: "reboot", outcome: "FAILED", reason: "no answer of the PDU", at: "2026-01-01T00:00:00Z" };
  const [lost] = problemsOf(node2("UNCLEAN", [failing]));
  same("a lost node says how its fencing goes", /Its fencing failed .* no answer of the PDU/.test(lost.why), true);
  const concern = { kind: "uncovered", of: "n2", detail: "no device names it", severe: true, text: "..." };
  same("a concern in the reader's words", said({ ...well, concerns: [concern] }), ["critical No fence device could fence node n2"]);
  const foreign = { kind: "other", of: "", detail: "", severe: false, text: "a node of another cluster calls" };
  same("one that is not known, in the node's", problemsOf({ ...well, concerns: [foreign] }).map(({ why }) => why), ["a node of another cluster calls"]);
  const failure = { resource: "web", node: "n1", operation: "monitor", result: "not running", exitReason: "", at: "1767225600" };
  const [failed] = problemsOf({ ...well, failures: [failure] });
  same("a failure says when, for people", /not running \(.*\d\d:\d\d:\d\d.*\)/.test(failed.why), true);
  const worst = said({ ...node2("STANDBY"), concerns: [foreign, concern] }).map((line) => line.split(" ")[0]);
  same("the worst first", worst, ["critical", "warning", "note"]);
};

const news = ({ newsBetween }) => {
  const between = (before, after) => newsBetween(before, after).map(({ key, of, from, to }) => [key, of, from, to].filter(Boolean).join(" "));
  same("nothing new", between(well, well), []);
  same("a move", between(well, web({ placements: placed("n2") })), ["news.moved web n1 n2"]);
  same("a node", between(well, node2("SUSPECT")), ["news.node n2"]);
  same("quorum", between(well, { ...well, quorate: false }), ["news.noQuorum"]);
};

const stream = ({ parse }) => {
  same("an event", parse("id: 7\nevent: state\ndata: {}"), { id: "7", name: "state", data: "{}" });
  same("a comment", parse(": here"), null);
};

const sentences = ({ said }, { setLanguage, language }) => {
  const before = language();
  const shown = (text) => [said(text).text, said(text).foreign];
  setLanguage("en");
  same("English stays", shown("the highest score"), ["the highest score", false]);
  setLanguage("zh-CN");
  same("a sentence", shown("the highest score"), ["得分最高", false]);
  same("with names", shown("3 of 3 votes, needed 2"), ["3 票中的 3 票，需要 2 票", false]);
  same("one inside another", shown("forbidden by: location away"), ["被以下原因禁止：位置约束 away", false]);
  same("the most particular one", shown("power from n1 is slow: it took 9 ms of 10 ms"), ["从 n1 使用 power 很慢：用时 9 ms，上限 10 ms", false]);
  same("several", shown("the configuration changed; quorum was lost"), ["配置已更改；失去了法定票数", false]);
  same("what is not known stays", shown("the moon is full"), ["the moon is full", true]);
  same("part of it is not known", shown("quorum was lost; the moon is full"), ["quorum was lost; the moon is full", true]);
  setLanguage(before);
};

Promise.all(["graph", "problems", "news", "stream", "said", "text"].map((name) => import(`/ui/core/${name}.js`)))
  .then(([graph, wrong, fresh, events, spoken, words]) => {
    graphs(graph);
    problems(wrong);
    news(fresh);
    stream(events);
    sentences(spoken, words);
    done([String(count), ...failed]);
  })
  .catch((e) => done(["0", String(e.stack)]));
