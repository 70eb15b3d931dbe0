// Edits the configuration as text: faults with their places, what would happen, and only then the change itself.
import { elements, h, Component } from "../core/dom.js";
import { act, at, freshName, readText } from "../core/api.js";
import { isLive, live, refresh } from "../core/live.js";
import { may } from "../core/rights.js";
import { t } from "../core/text.js";
import { Faults } from "../parts/faults.js";
import { Denial } from "../parts/questions.js";
import { askPreview, PreviewResult } from "../parts/preview.js";

const { a, button, div, form, h1, h2, input, label, li, p, section, strong, textarea, ul } = elements;

/** What the reader has typed and not committed survives a look at another page. */
const kept = { text: null, base: null, reason: "" };

export class Change extends Component {
  state = { text: kept.text, base: kept.base, reason: kept.reason, preview: null, failure: null, done: null, busy: false };

  componentDidMount() {
    if (kept.text === null) this.fetch();
  }

  componentWillUnmount() {
    const { text, base, reason, done } = this.state;
    Object.assign(kept, done || text === base ? { text: null, base: null, reason: "" } : { text, base, reason });
  }

  fetch = async () => {
    try {
      const text = await readText(at("configuration"), "text/plain");
      this.setState({ text, base: text, preview: null, failure: null, done: null });
    } catch (failure) {
      this.setState({ failure });
    }
  };

  typed = (event) => this.setState({ text: event.target.value, preview: null, failure: null, done: null });

  work = async (job) => {
    this.setState({ busy: true, failure: null });
    try {
      this.setState({ ...(await job()), busy: false });
    } catch (failure) {
      this.setState({ failure, preview: null, busy: false });
    }
  };

  preview = (event) => {
    event.preventDefault();
    this.work(async () => ({ preview: await askPreview(this.state.text, "text/plain", undefined, { method: "replace" }) }));
  };

  /** What was previewed is what is sent: as a patch of the version that it was thought out for. */
  commit = () =>
    this.work(async () => {
      const { preview, reason } = this.state;
      const { done } = await act(at("cib", "patch", { reason }), { body: preview.patch, type: "application/xml", name: freshName() });
      refresh();
      const text = await readText(at("configuration"), "text/plain");
      return { done, text, base: text, preview: null };
    });

  /** Puts the cursor where a fault is. */
  goTo = (line, column) => {
    const area = document.getElementById("draft");
    const lines = this.state.text.split("\n");
    const place = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
    area.focus();
    area.setSelectionRange(place, place + 1);
    area.scrollTop = (area.scrollHeight / lines.length) * Math.max(0, line - 4);
  };

  /** The faults that have a place in the text, each with a way there. */
  places(failure) {
    const placed = (failure.faults ?? []).map((fault) => [fault, fault.where?.match(/line (\d+), column (\d+)/)]).filter(([, place]) => place);
    return (
      placed.length > 0 &&
      ul(
        { class: "plain" },
        placed.map(([{ found }, [, line, column]]) =>
          li(button({ type: "button", onClick: () => this.goTo(Number(line), Number(column)) }, t("change.goTo", line, column)), " ", found),
        ),
      )
    );
  }

  editor({ text, base, busy }) {
    return form(
      { onSubmit: this.preview },
      label({ for: "draft" }, strong(t("change.text"))),
      textarea({
        id: "draft",
        class: "editor mono",
        lang: "en",
        spellcheck: false,
        autocapitalize: "off",
        rows: Math.min(32, Math.max(10, text.split("\n").length + 1)),
        value: text,
        onInput: this.typed,
        "aria-describedby": "draft-help",
      }),
      p({ id: "draft-help", class: "muted small" }, t("change.help")),
      div(
        { class: "buttons" },
        button({ class: "primary", disabled: busy || text === base || !isLive() }, t("change.preview")),
        button({ type: "button", class: "quiet", disabled: busy || !isLive(), onClick: this.fetch }, t(text === base ? "change.again" : "change.discard")),
      ),
    );
  }

  verdict({ preview, reason, busy }) {
    const stale = preview.version.split(".").slice(0, 2).join(".") !== live.status.cibVersion.split(".").slice(0, 2).join(".");
    return section(
      { "aria-labelledby": "would" },
      h2({ id: "would", tabindex: -1 }, t("change.result")),
      h(PreviewResult, { preview, open: true }),
      stale && p({ class: "notice warning" }, t("change.stale")),
      preview.patch
        ? div(
            div(
              { class: "field" },
              label({ for: "reason" }, t("deed.reason")),
              input({ id: "reason", value: reason, maxlength: 200, autocomplete: "off", onInput: (event) => this.setState({ reason: event.target.value }) }),
            ),
            div({ class: "buttons" }, button({ class: "primary", disabled: busy || stale || !isLive() || !may("CONFIGURE"), onClick: this.commit }, t("change.commit")), h(Denial, { rights: ["CONFIGURE"] })),
          )
        : p(t("change.same")),
    );
  }

  render(_, state) {
    const { text, failure, preview, done } = state;
    return [
      h1(t("page.change")),
      p(t("change.means")),
      div({ role: "status" }, done && p({ class: "notice good" }, "✔ ", t("deed.done"), " ", done, " ", a({ href: "#/history" }, t("page.history")))),
      failure && div(h(Faults, { failure }), this.places(failure)),
      text === null ? !failure && p({ class: "muted" }, t("loading")) : this.editor(state),
      preview && this.verdict(state),
    ];
  }
}
