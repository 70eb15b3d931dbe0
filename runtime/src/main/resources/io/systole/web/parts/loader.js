// Reads something for a page, and again when told to; shows what went wrong instead of staying empty.
import { elements, h, Component } from "../core/dom.js";
import { t } from "../core/text.js";
import { Faults } from "./faults.js";

const { p } = elements;

/** props: read(signal) answers with a promise; show(value, again) renders it; every: ms between readings, if any. */
export class Loader extends Component {
  state = { value: undefined, failure: null };

  componentDidMount() {
    this.load();
    if (this.props.every) this.timer = setInterval(this.load, this.props.every);
  }

  componentWillUnmount() {
    this.gone = true;
    this.abort?.abort();
    clearInterval(this.timer);
  }

  componentDidUpdate(before) {
    if (before.changes !== this.props.changes) this.load();
  }

  load = async () => {
    this.abort?.abort();
    this.abort = new AbortController();
    try {
      const value = await this.props.read(this.abort.signal);
      if (!this.gone) this.setState({ value, failure: null });
    } catch (failure) {
      if (!this.gone && failure.name !== "AbortError") this.setState({ failure });
    }
  };

  render({ show }, { value, failure }) {
    return [
      failure && h(Faults, { failure, reading: true }),
      value === undefined ? !failure && p({ class: "muted" }, t("loading")) : show(value, this.load),
    ];
  }
}
