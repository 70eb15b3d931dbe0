// A person's word that a node is dead. What it means has to be read, and the node's name typed.
import { elements, h, Component } from "../core/dom.js";
import { act, at, freshName } from "../core/api.js";
import { isLive, refresh } from "../core/live.js";
import { may } from "../core/rights.js";
import { t } from "../core/text.js";
import { Dialog } from "./dialog.js";
import { Faults } from "./faults.js";
import { Denial } from "./questions.js";

const { button, div, form, input, label, li, p, strong, ul } = elements;

export class Confirm extends Component {
  state = { open: false, typed: "", sure: false, trouble: null };

  carryOut = async (event) => {
    event.preventDefault();
    try {
      await act(at("fencing", "confirm", this.props.node, { force: true }), { name: freshName() });
      this.close();
      refresh();
    } catch (trouble) {
      this.setState({ trouble });
    }
  };

  close = () => this.setState({ open: false, typed: "", sure: false, trouble: null });

  render({ node }, { open, typed, sure, trouble }) {
    const ready = sure && typed.trim() === node && isLive();
    return div(
      { class: "buttons" },
      button({ class: "danger", disabled: !isLive() || !may("STATUS"), onClick: () => this.setState({ open: true }) }, t("confirm.open", node)),
      h(Denial, { rights: ["STATUS"] }),
      open &&
        h(
          Dialog,
          { title: t("confirm.title", node), close: this.close, wide: true },
          div({ class: "notice critical" }, p(strong(t("confirm.means", node))), ul(li(t("confirm.if", node)), li(t("confirm.not", node)))),
          form(
            { onSubmit: this.carryOut },
            p(
              label(
                input({ type: "checkbox", checked: sure, onChange: (event) => this.setState({ sure: event.target.checked }) }),
                " ",
                t("confirm.sure", node),
              ),
            ),
            div(
              { class: "field" },
              label({ for: "confirm-name" }, t("confirm.type", node)),
              input({ id: "confirm-name", value: typed, autocomplete: "off", spellcheck: false, onInput: (event) => this.setState({ typed: event.target.value }) }),
            ),
            trouble && h(Faults, { failure: trouble }),
            p(
              { class: "buttons" },
              button({ class: "danger", disabled: !ready }, t("confirm.do", node)),
              button({ type: "button", class: "quiet", onClick: this.close }, t("cancel")),
            ),
          ),
        ),
    );
  }
}
