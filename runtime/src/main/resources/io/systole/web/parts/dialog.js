// A modal dialog: the browser keeps the focus inside and closes it on Escape.
import { elements, Component } from "../core/dom.js";

const { dialog, h2 } = elements;

export class Dialog extends Component {
  componentDidMount() {
    this.before = document.activeElement;
    this.base.showModal();
  }

  componentWillUnmount() {
    this.before?.focus?.();
  }

  render({ title, close, children, wide }) {
    return dialog(
      {
        class: wide ? "wide" : "",
        "aria-labelledby": "dialog-title",
        onCancel: (event) => {
          event.preventDefault();
          close();
        },
      },
      h2({ id: "dialog-title" }, title),
      children,
    );
  }
}
