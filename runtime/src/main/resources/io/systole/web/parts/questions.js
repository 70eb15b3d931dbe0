// One dialog for all actions: what is to be done, with what, what would happen then, and whether to do it.
import { elements, h, Component } from "../core/dom.js";
import { act, at, freshName } from "../core/api.js";
import { isLive, live, refresh } from "../core/live.js";
import { denial, may, rightOf } from "../core/rights.js";
import { t } from "../core/text.js";
import { Dialog } from "./dialog.js";
import { Faults } from "./faults.js";
import { Preview } from "./preview.js";

const { button, div, form, input, label, option, p, select } = elements;

let open = () => {};

/**
 * Asks about an action.
 *
 * question.kind: "resource" or "node"; verb: as in the API; of: its name; node: where, if that is known;
 * choices: nodes to choose from; optional: whether none may be chosen; lease: whether it may end by itself.
 */
export const askAbout = (question) => open(question);

const LIFETIMES = ["", "PT15M", "PT1H", "PT8H", "P1D", "P7D"];

export class Questions extends Component {
  state = { question: null };

  componentDidMount() {
    open = (question) => {
      this.name = freshName();
      const node = question.node ?? (question.optional ? "" : question.choices?.[0]);
      this.setState({ question, node, lifetime: "", reason: "", outcome: null, trouble: null, busy: false });
    };
  }

  path() {
    const { question, node, lifetime, reason } = this.state;
    return at(question.kind, question.of, question.verb, {
      ...(question.kind === "resource" && { node, lifetime }),
      reason,
    });
  }

  /** The same as a wish, of which a preview can be had. */
  wish() {
    const { question, node, lifetime } = this.state;
    return {
      [question.kind]: question.of,
      verb: question.verb,
      ...(question.kind === "resource" && node && { node }),
      ...(question.kind === "resource" && lifetime && { lifetime }),
    };
  }

  close = () => this.setState({ question: null });

  carryOut = async (event) => {
    event.preventDefault();
    this.setState({ busy: true, trouble: null });
    try {
      const { done } = await act(this.path(), { name: this.name });
      this.setState({ outcome: done, busy: false });
      refresh();
    } catch (trouble) {
      this.setState({ trouble, busy: false });
    }
  };

  field(id, title, control) {
    return div({ class: "field" }, label({ for: id }, title), control);
  }

  render(_, { question, node, lifetime, reason, outcome, trouble, busy }) {
    if (!question) return null;
    const key = `deed.${question.kind}.${question.verb}`;
    const set = (name) => (event) => this.setState({ [name]: event.target.value });
    return h(
      Dialog,
      { title: t(`${key}.ask`, question.of), close: this.close, wide: true },
      p(t(`${key}.means`, question.of)),
      outcome !== null
        ? div(
            { role: "status" },
            p({ class: "notice good" }, t("deed.done"), " ", outcome),
            p({ class: "buttons" }, button({ class: "primary", onClick: this.close, autofocus: true }, t("close"))),
          )
        : form(
            { onSubmit: this.carryOut },
            question.choices &&
              this.field(
                "deed-node",
                t("deed.node"),
                select(
                  { id: "deed-node", onChange: set("node") },
                  question.optional && option({ value: "", selected: node === "" }, t("deed.anyNode")),
                  question.choices.map((name) => option({ value: name, selected: name === node }, name)),
                ),
              ),
            question.lease &&
              this.field(
                "deed-lifetime",
                t("deed.lifetime"),
                select(
                  { id: "deed-lifetime", onChange: set("lifetime") },
                  LIFETIMES.map((value) => option({ value, selected: value === lifetime }, t(`lifetime.${value || "none"}`))),
                ),
              ),
            this.field(
              "deed-reason",
              t("deed.reason"),
              input({ id: "deed-reason", value: reason, onInput: set("reason"), autocomplete: "off", maxlength: 200 }),
            ),
            h(Preview, { wish: this.wish(), key: `${node} ${lifetime}` }),
            trouble && h(Faults, { failure: trouble }),
            !isLive() && p({ class: "notice critical" }, t("deed.notLive")),
            p(
              { class: "buttons" },
              button({ class: question.verb === "fence" ? "danger" : "primary", disabled: busy || !isLive() }, t(`${key}.do`).replace(/ ?…+$/, "")),
              button({ type: "button", class: "quiet", onClick: this.close }, t("cancel")),
            ),
          ),
    );
  }
}

/** A button that asks about an action; none works on a state that may be past, or without the right. */
export const Deed = ({ question, title }) =>
  button(
    { disabled: !isLive() || !may(rightOf(question)), onClick: () => askAbout(question) },
    title ?? t(`deed.${question.kind}.${question.verb}.do`),
  );

/** Buttons of several actions, and why some of them do nothing. */
export const Deeds = ({ questions, titles = [] }) => [
  questions.map((question, index) => h(Deed, { question, title: titles[index], key: `${question.verb} ${question.of}` })),
  h(Denial, { rights: questions.map(rightOf) }),
];

/** Why what needs these rights is not offered. */
export const Denial = ({ rights }) => {
  const why = denial(...rights);
  return why && p({ class: "muted small denial" }, why);
};

/** The nodes that take part, for choosing one. */
export const nodeNames = () => live.status.nodes.map(({ name }) => name);
