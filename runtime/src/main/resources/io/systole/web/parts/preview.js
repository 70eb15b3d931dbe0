// What the cluster would do, asked of it before anything is done.
import { elements, Component } from "../core/dom.js";
import { t } from "../core/text.js";

const { p } = elements;

export class Preview extends Component {
  render() {
    return p({ class: "muted" }, t("preview.none"));
  }
}
