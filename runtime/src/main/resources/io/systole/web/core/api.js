// Asks the node that these pages come from, as the user whose token was given.

const KEPT = "systole.token";

/** A node's refusal, or its silence (status 0). Its faults say where, what was found, what was expected, what to do. */
export class Refused extends Error {
  constructor(status, faults) {
    super(faults.map(inWords).join("\n"));
    this.status = status;
    this.faults = faults;
  }
}

const inWords = ({ where, found, expected, advice }) =>
  [where, found, expected].filter(Boolean).join(": ") + (advice ? `; ${advice}` : "");

export const token = () => sessionStorage.getItem(KEPT);

/** Keeps the token until the browser's tab is closed. */
export const setToken = (value) => {
  if (value) sessionStorage.setItem(KEPT, value);
  else sessionStorage.removeItem(KEPT);
};

let whenRefused = () => {};

/** What to do when a node does not know the token any more. */
export const onUnknownToken = (action) => (whenRefused = action);

const faultsOf = (body, status) => {
  if (Array.isArray(body?.faults)) return body.faults;
  return [{ where: body?.title ?? `HTTP ${status}`, found: body?.detail ?? "", expected: "", advice: "" }];
};

/** The answer to a request, raw. Anything but success is thrown. */
export async function request(method, path, { body, headers = {}, signal } = {}) {
  let answer;
  try {
    answer = await fetch(path, {
      method,
      body,
      signal,
      headers: { Accept: "application/json", Authorization: `Bearer ${token()}`, ...headers },
      cache: "no-store",
      credentials: "omit",
    });
  } catch (e) {
    if (e.name === "AbortError") throw e;
    throw new Refused(0, [{ where: location.host, found: String(e.message), expected: "", advice: "" }]);
  }
  if (answer.ok) return answer;
  const text = await answer.text();
  let faults;
  try {
    faults = faultsOf(JSON.parse(text), answer.status);
  } catch {
    faults = [{ where: `HTTP ${answer.status}`, found: text, expected: "", advice: "" }];
  }
  if (answer.status === 401) whenRefused();
  throw new Refused(answer.status, faults);
}

const escaped = (parameters) =>
  Object.entries(parameters)
    .filter(([, value]) => value !== undefined && value !== null && value !== "" && value !== false)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join("&");

/** A path of the API: at("resource", "web", "move", { node: "n1" }). What is undefined or empty is left out. */
export const at = (...parts) => {
  const parameters = typeof parts.at(-1) === "object" ? escaped(parts.pop()) : "";
  return `/v1/${parts.map(encodeURIComponent).join("/")}${parameters ? `?${parameters}` : ""}`;
};

/** Text that a node has at a path: XML, or the configuration. */
export const readText = async (path, accept, signal) => (await request("GET", path, { signal, headers: { Accept: accept } })).text();

/** What a node has at a path. */
export const read = async (path, signal) => (await request("GET", path, { signal })).json();

/** Has something done; `name` makes it safe to repeat. */
export const act = async (path, { body, name, type = "text/plain", signal } = {}) =>
  (
    await request("POST", path, {
      body,
      signal,
      headers: { ...(name && { "Idempotency-Key": name }), ...(body && { "Content-Type": type }) },
    })
  ).json();

/** A name that no other request has. */
export const freshName = () => `web-${crypto.getRandomValues(new Uint32Array(3)).join("-")}`;
