// The changes of the configuration: who, when, why, what; and the way back, with what it would mean.
import { elements, h, Component } from "../core/dom.js";
import { act, at, freshName, read, readText } from "../core/api.js";
import { isLive, refresh } from "../core/live.js";
import { may } from "../core/rights.js";
import { t } from "../core/text.js";
import { ago, moment } from "../core/time.js";
import { address } from "../core/route.js";
import { Dialog } from "../parts/dialog.js";
import { Faults } from "../parts/faults.js";
import { Loader } from "../parts/loader.js";
import { askPreview, Lines, PreviewResult } from "../parts/preview.js";
import { Denial } from "../parts/questions.js";
import { Said } from "../parts/said.js";
import { Table } from "../parts/table.js";

const { a, button, code, div, form, h1, h2, input, label, p, section, span, strong } = elements;

const SHOWN = 200;

const list = async (signal) => (await read(at("changes", { last: SHOWN }), signal)).reverse();

const when = ({ at: time }) => (new Date(time).getTime() === 0 ? t("history.atStart") : moment(time));

const Changes = ({ changes }) =>
  changes.length === 0
    ? p({ class: "muted" }, t("history.noChange"))
    : h(Table, {
        title: t("history.changes"),
        hidden: true,
        heads: [t("history.version"), t("history.when"), t("history.who"), t("history.what"), t("history.reason")],
        rows: changes.map((change) => [
          a({ href: address("history", change.version) }, change.version),
          [when(change), " ", span({ class: "muted small" }, ago(change.at))],
          [change.user, p({ class: "muted small" }, t("history.via", change.client, change.origin))],
          span({ lang: "en" }, change.summary ?? t("history.hidden")),
          change.reason ?? "–",
        ]),
      });

class Revert extends Component {
  state = { open: false, preview: null, failure: null, done: null, reason: "" };

  ask = async () => {
    this.setState({ open: true, preview: null, failure: null, done: null, reason: t("history.revertReason", this.props.version) });
    try {
      const past = await readText(at("changes", this.props.version, "cib"), "application/xml");
      this.setState({ preview: await askPreview(past, "application/xml") });
    } catch (failure) {
      this.setState({ failure });
    }
  };

  carryOut = async (event) => {
    event.preventDefault();
    try {
      const { preview, reason } = this.state;
      const { done } = await act(at("cib", "patch", { reason }), { body: preview.patch, type: "application/xml", name: freshName() });
      this.setState({ done, failure: null });
      refresh();
    } catch (failure) {
      this.setState({ failure });
    }
  };

  close = () => this.setState({ open: false });

  render({ version, title }, { open, preview, failure, done, reason }) {
    return div(
      button({ disabled: !isLive() || !may("CONFIGURE"), onClick: this.ask }, title),
      open &&
        h(
          Dialog,
          { title: t("history.revertAsk", version), close: this.close, wide: true },
          p(t("history.revertMeans", version)),
          failure && h(Faults, { failure }),
          done && p({ class: "notice good", role: "status" }, "✔ ", t("deed.done"), " ", done),
          !done && !preview && !failure && p({ class: "muted" }, t("loading")),
          !done && preview && [h(PreviewResult, { preview }), !preview.patch && p(t("change.same"))],
          form(
            { onSubmit: this.carryOut },
            !done &&
              preview?.patch &&
              div(
                { class: "field" },
                label({ for: "revert-reason" }, t("deed.reason")),
                input({ id: "revert-reason", value: reason, maxlength: 200, onInput: (event) => this.setState({ reason: event.target.value }) }),
              ),
            p(
              { class: "buttons" },
              !done && preview?.patch && button({ class: "primary", disabled: !isLive() }, t("history.revertDo", version)),
              button({ type: "button", class: "quiet", onClick: this.close }, t(done ? "close" : "cancel")),
            ),
          ),
        ),
    );
  }
}

const One = ({ version }) => [
  p(a({ href: address("history") }, "← ", t("history.all"))),
  h1(t("history.one", version)),
  h(Loader, {
    read: async (signal) => {
      const [{ done }, changes] = await Promise.all([read(at("changes", version), signal), list(signal)]);
      return { lines: done.split("\n"), change: changes.find((each) => each.version === version) };
    },
    show: ({ lines, change }) => [
      change &&
        p(when(change), " · ", ago(change.at), " · ", strong(change.user), " ", t("history.via", change.client, change.origin), change.reason && [" · ", change.reason]),
      section({ "aria-labelledby": "what" }, h2({ id: "what" }, t("history.what")), h(Lines, { lines })),
      div(
        { class: "buttons" },
        change && h(Revert, { version: change.before, title: t("history.undo") }),
        h(Revert, { version, title: t("history.backTo", version) }),
        h(Denial, { rights: ["CONFIGURE"] }),
      ),
    ],
  }),
];

const asked = async (signal) => {
  const { requests, silent } = await read(at("audit", { last: SHOWN }), signal);
  return { requests: requests.reverse(), silent };
};

const Requests = ({ requests, silent, again }) => [
  silent.map(({ node, why }) =>
    p({ class: "notice warning" }, t("audit.silent", node), " ", h(Said, { text: why }), " – ", t("audit.missing")),
  ),
  requests.length === 0
    ? p({ class: "muted" }, t("audit.none"))
    : h(Table, {
        title: t("audit"),
        hidden: true,
        heads: [t("history.when"), t("audit.node"), t("history.who"), t("audit.request"), t("audit.answer"), t("history.reason")],
        rows: requests.map(({ at: time, node, user, address: from, method, path, status, reason }) => [
          [moment(time), " ", span({ class: "muted small" }, ago(time))],
          node,
          [user, from && p({ class: "muted small" }, t("audit.from", from))],
          code(`${method} ${path}`),
          [status < 300 ? "✔ " : "✖ ", t(status < 300 ? "audit.done" : status === 504 ? "audit.unknown" : "audit.refused", status)],
          reason ?? "–",
        ]),
      }),
  p(button({ class: "quiet", onClick: again }, t("audit.again"))),
];

export function History({ status, rest: [version] }) {
  if (version) return h(One, { version });
  return [
    h1(t("page.history")),
    p(t("history.means")),
    h(Loader, { read: list, changes: status.cibVersion.split(".").slice(0, 2).join("."), show: (changes) => h(Changes, { changes }) }),
    section(
      { "aria-labelledby": "audit" },
      h2({ id: "audit" }, t("audit")),
      p(t("audit.means")),
      h(Loader, { read: asked, changes: status.cibVersion, show: (known, again) => h(Requests, { ...known, again }) }),
    ),
  ];
}
