// A button that opens a list of actions. Escape, a choice, or a click elsewhere closes it.
import { elements, Component } from "../core/dom.js";

const { details, div, summary } = elements;

export class Menu extends Component {
  componentDidMount() {
    document.addEventListener("click", this.elsewhere);
    window.addEventListener("scroll", this.scrolled, { capture: true, passive: true });
  }

  componentWillUnmount() {
    document.removeEventListener("click", this.elsewhere);
    window.removeEventListener("scroll", this.scrolled, { capture: true });
  }

  scrolled = () => {
    this.base.open = false;
  };

  elsewhere = (event) => {
    if (!this.base.querySelector("summary").contains(event.target)) this.base.open = false;
  };

  escaped = (event) => {
    if (event.key === "Escape" && this.base.open) {
      this.base.open = false;
      this.base.querySelector("summary").focus();
    }
  };

  /** Beside its button, wherever the page is scrolled to: a table that scrolls would cut it off. */
  opened = () => {
    if (!this.base.open) return;
    const items = this.base.querySelector(".menu-items");
    const button = this.base.querySelector("summary").getBoundingClientRect();
    items.style.left = `${Math.max(4, Math.min(button.left, innerWidth - items.offsetWidth - 4))}px`;
    const below = button.bottom + items.offsetHeight < innerHeight;
    items.style.top = `${below ? button.bottom : Math.max(4, button.top - items.offsetHeight)}px`;
  };

  render({ label, title, children }) {
    return details(
      { class: "menu", onKeyDown: this.escaped, onToggle: this.opened },
      summary({ "aria-label": label }, title),
      div({ class: "menu-items" }, children),
    );
  }
}
