// Begins: shows the login, or the shell with the page that the address names.
import { h, render } from "./core/dom.js";
import { Shell } from "./parts/shell.js";

render(h(Shell), document.getElementById("app"));
