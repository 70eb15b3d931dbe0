// Asks for a token. It is kept in this tab alone, and sent to this node alone.
import { elements, Component } from "../core/dom.js";
import { request, setToken } from "../core/api.js";
import { t } from "../core/text.js";

const { button, code, div, form, h1, input, label, li, main, p, ul } = elements;

export class Login extends Component {
  state = { trouble: null, asking: false };

  componentDidMount() {
    document.title = `${t("login")} – Systole`;
  }

  submit = async (event) => {
    event.preventDefault();
    const value = this.base.querySelector("#token").value.trim();
    if (!/^[\x21-\x7e]+$/.test(value)) return this.setState({ trouble: t("login.empty") });
    this.setState({ asking: true, trouble: null });
    setToken(value);
    try {
      await request("GET", "/v1/whoami");
      this.props.signIn(value);
    } catch (failure) {
      setToken(null);
      this.setState({ asking: false, trouble: failure.status === 401 ? t("login.unknown") : failure.message });
    }
  };

  render({ choices, signedOut }, { trouble, asking }) {
    return div(
      { class: "shell" },
      main(
        { class: "login" },
        h1(t("login")),
        signedOut && p({ class: "notice warning", role: "alert" }, t("login.again")),
        form(
          { onSubmit: this.submit },
          label({ for: "token" }, t("login.token")),
          input({ id: "token", type: "password", autocomplete: "off", spellcheck: false, "aria-describedby": "where", autofocus: true }),
          button({ class: "primary", disabled: asking }, t("login.in")),
        ),
        trouble && p({ class: "notice critical", role: "alert" }, trouble),
        div(
          { id: "where", class: "muted" },
          p(t("login.where")),
          ul(li(code("systole access grant USER"), " – ", t("login.where.user")), li(code("/run/systole/management"), " – ", t("login.where.owner"))),
        ),
        choices,
      ),
    );
  }
}
