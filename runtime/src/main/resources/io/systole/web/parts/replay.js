// A plan step by step: what is done next, what is done already, and where everything is after it.
import { elements, h, Component } from "../core/dom.js";
import { t } from "../core/text.js";
import { course, inOrder, realGraph } from "../core/graph.js";
import { RoleChip } from "./chips.js";
import { actionName, Graph } from "./graph.js";
import { Table } from "./table.js";

const { button, div, input, label, li, ol, p, span } = elements;

const PAUSE_MS = 1200;

export class Replay extends Component {
  state = { step: 0, playing: false };

  componentWillUnmount() {
    clearInterval(this.timer);
  }

  /** The box of the step is brought into the middle of the drawing; the page stays where it is. */
  componentDidUpdate(_, before) {
    if (before.step === this.state.step) return;
    const box = document.querySelector(".graph .box.now");
    const frame = box?.closest(".graph");
    if (!frame) return;
    const [at, around] = [box.getBoundingClientRect(), frame.getBoundingClientRect()];
    frame.scrollLeft += at.left + at.width / 2 - around.left - around.width / 2;
    frame.scrollTop += at.top + at.height / 2 - around.top - around.height / 2;
  }

  go = (step) => {
    const last = this.order.length;
    this.setState({ step: Math.max(0, Math.min(last, step)) });
    if (step >= last) this.stop();
  };

  stop = () => {
    clearInterval(this.timer);
    this.setState({ playing: false });
  };

  play = () => {
    if (this.state.playing) return this.stop();
    if (this.state.step >= this.order.length) this.setState({ step: 0 });
    this.setState({ playing: true });
    this.timer = setInterval(() => this.go(this.state.step + 1), PAUSE_MS);
  };

  controls(step, playing) {
    const last = this.order.length;
    const control = (sign, key, to) =>
      button({ onClick: () => this.go(to), disabled: to < 0 || to > last || to === step }, span({ "aria-hidden": true }, sign, " "), t(key));
    return div(
      { class: "buttons", role: "group", "aria-label": t("replay.controls") },
      control("|◀", "replay.first", 0),
      control("◀", "replay.back", step - 1),
      button({ onClick: this.play, class: "primary" }, span({ "aria-hidden": true }, playing ? "❚❚ " : "▶ "), t(playing ? "replay.pause" : "replay.play")),
      control("▶", "replay.next", step + 1),
      control("▶|", "replay.last", last),
      label(
        { class: "choice" },
        t("replay.step"),
        input({ type: "range", min: 0, max: last, value: step, onInput: (event) => this.go(Number(event.target.value)) }),
      ),
    );
  }

  places(states, step) {
    const resources = [...new Set(states.flatMap((state) => [...state.keys()]))].sort();
    const nodes = [...new Set(states.flatMap((state) => [...state.values()].flatMap((places) => [...places.keys()])))].sort();
    const now = states[step];
    const former = states[Math.max(0, step - 1)];
    const cell = (resource, node) => {
      const role = now.get(resource)?.get(node);
      const changed = role !== former.get(resource)?.get(node);
      return span(
        { class: changed ? "changed" : "" },
        role ? h(RoleChip, { placement: { role } }) : span({ class: "muted" }, changed ? t("replay.left") : "·"),
      );
    };
    return h(Table, {
      title: t("replay.places", step),
      heads: [t("matrix.resource"), ...nodes],
      rows: resources.map((resource) => [resource, ...nodes.map((node) => cell(resource, node))]),
    });
  }

  render({ plan, results = new Map() }, { step, playing }) {
    if (this.plan !== plan) {
      this.plan = plan;
      this.nodes = realGraph(plan.actions);
      this.order = inOrder(this.nodes);
      this.states = course(plan.before, this.order);
    }
    const { nodes, order, states } = this;
    if (order.length === 0) return p(t("plan.nothing"));
    const marks = new Map(order.map(({ id }, index) => [id, index < step - 1 ? "done" : index === step - 1 ? "now" : ""]));
    return [
      this.controls(step, playing),
      p(
        { role: "status", class: "step" },
        step === 0 ? t("replay.before", order.length) : t("replay.at", step, order.length, actionName(order[step - 1])),
      ),
      h(Graph, { nodes, state: marks, label: t("plan.graph", order.length) }),
      this.places(states, step),
      ol(
        { class: "steps" },
        order.map((action, index) =>
          li(
            { class: marks.get(action.id), "aria-current": index === step - 1 ? "step" : null, key: action.id },
            actionName(action),
            results.has(`${action.key} ${action.node}`) && span({ class: "muted", lang: "en" }, " – ", results.get(`${action.key} ${action.node}`)),
          ),
        ),
      ),
    ];
  }
}
