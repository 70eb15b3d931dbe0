// What surrounds every page: who and where one is, whether the display is live, and the way to the other pages.
import { elements, names, h, Component } from "../core/dom.js";
import { has, language, LANGUAGES, setLanguage, t } from "../core/text.js";
import { identity } from "../core/rights.js";
import { SCHEMES, scheme, setScheme } from "../core/theme.js";
import { begin, isLive, live, refresh, subscribe } from "../core/live.js";
import { onUnknownToken, setToken, token } from "../core/api.js";
import { PAGES, address, go, route } from "../core/route.js";
import { problemsOf } from "../core/problems.js";
import { Login } from "../pages/login.js";
import { Change } from "../pages/change.js";
import { Fencing } from "../pages/fencing.js";
import { History } from "../pages/history.js";
import { Overview } from "../pages/overview.js";
import { Resource } from "../pages/resource.js";
import { Transitions } from "../pages/transitions.js";
import { Connection } from "./connection.js";
import { Announcer } from "./announcer.js";
import { ShortcutHelp, shortcutOf } from "./shortcuts.js";
import { Questions } from "./questions.js";

const { a, button, div, header, label, li, main, nav, option, p, select, span, ul } = elements;

const VIEWS = { overview: Overview, resource: Resource, change: Change, transitions: Transitions, fencing: Fencing, history: History };

const chosen = (title, id, values, current, choose) =>
  label(
    { class: "choice", for: id },
    span({ class: "choice-title" }, title),
    select(
      { id, onChange: (event) => choose(event.target.value) },
      values.map(([value, name]) => option({ value, selected: value === current }, name)),
    ),
  );

/** Of all facts these three, on every page: health, quorum, DC. */
function Vitals({ status }) {
  if (!isLive()) return ul({ class: "vitals", "aria-label": t("vitals") }, li({ class: "pill critical" }, t("vitals.unknown")));
  const problems = problemsOf(status).filter(({ weight }) => weight !== "note");
  const worst = problems[0]?.weight ?? "good";
  return ul(
    { class: "vitals", "aria-label": t("vitals") },
    li(
      { class: `pill ${worst}` },
      a({ href: address("overview") }, problems.length ? t("vitals.problems", problems.length) : t("vitals.good")),
    ),
    li({ class: `pill ${status.quorate ? "good" : "critical"}` }, t(status.quorate ? "vitals.quorum" : "vitals.noQuorum")),
    li({ class: "pill" }, t("vitals.dc", status.dc ?? t("none"))),
  );
}

export class Shell extends Component {
  state = { help: false, signedOut: false };

  componentDidMount() {
    this.end = subscribe(() => this.setState({}));
    window.addEventListener("hashchange", this.turned);
    window.addEventListener("keydown", this.pressed);
    onUnknownToken(() => {
      setToken(null);
      this.setState({ signedOut: true });
    });
    if (token()) begin();
  }

  componentWillUnmount() {
    this.end();
    window.removeEventListener("hashchange", this.turned);
    window.removeEventListener("keydown", this.pressed);
  }

  turned = () => {
    this.setState({});
    document.getElementById("main")?.focus();
  };

  pressed = (event) => {
    const shortcut = shortcutOf(event);
    if (!shortcut || !token()) return;
    event.preventDefault();
    if (shortcut === "help") this.setState({ help: true });
    else if (shortcut === "refresh") refresh();
    else go(shortcut);
  };

  signIn = (value) => {
    setToken(value);
    this.setState({ signedOut: false });
    begin();
  };

  signOut = () => {
    setToken(null);
    this.setState({});
  };

  choices() {
    return div(
      { class: "choices" },
      chosen(t("choose.language"), "language", Object.entries(LANGUAGES).map(([tag, { name }]) => [tag, name]), language(), (tag) => {
        setLanguage(tag);
        this.setState({});
      }),
      chosen(t("choose.scheme"), "scheme", SCHEMES.map((value) => [value, t(`scheme.${value}`)]), scheme(), (value) => {
        setScheme(value);
        this.setState({});
      }),
    );
  }

  render() {
    if (!token()) return h(Login, { choices: this.choices(), signedOut: this.state.signedOut, signIn: this.signIn });
    const { page, rest } = route();
    const problems = live.status ? problemsOf(live.status).filter(({ weight }) => weight !== "note").length : 0;
    const title = page === "resource" ? rest[0] : has(`page.${page}`) ? t(`page.${page}`) : page;
    document.title = `${isLive() ? "" : "⚠ "}${problems ? `(${problems}) ` : ""}${title} – ${live.status?.cluster ?? "Systole"}`;
    return div(
      { class: "shell" },
      a({ class: "skip", href: "#main", onClick: this.skip }, t("skip")),
      this.header(page),
      h(Connection),
      main({ id: "main", tabindex: -1, class: names({ stale: live.status && !isLive() }) }, this.view(page, rest)),
      h(Announcer),
      h(Questions),
      this.state.help && h(ShortcutHelp, { close: () => this.setState({ help: false }) }),
    );
  }

  /** The address is the page's, so the link may not change it. */
  skip = (event) => {
    event.preventDefault();
    document.getElementById("main").focus();
  };

  header(page) {
    return header(
      { class: "top" },
      div(
        { class: "top-row" },
        a({ class: "brand", href: address("overview") }, live.status?.cluster ?? "Systole"),
        live.status && h(Vitals, { status: live.status }),
        this.choices(),
        button({ class: "quiet", onClick: () => this.setState({ help: true }) }, t("shortcuts")),
        live.who && span({ class: "who muted small" }, t("rights.who", identity())),
        button({ class: "quiet", onClick: this.signOut }, t("signOut")),
      ),
      nav(
        { "aria-label": t("nav") },
        ul(
          PAGES.map((name) =>
            li(a({ href: address(name), "aria-current": name === page ? "page" : null }, t(`page.${name}`))),
          ),
        ),
      ),
    );
  }

  view(page, rest) {
    const view = VIEWS[page];
    if (!view) return p(t("page.unknown", page));
    if (!live.status) return p({ class: "waiting" }, t("waiting"));
    return h(view, { status: live.status, rest, key: [page, ...rest].join("/") });
  }
}
