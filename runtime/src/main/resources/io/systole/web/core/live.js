// The state of the cluster as the node last told it, how old that is, and whether the node still answers.
import { at, read, token } from "./api.js";
import { newsBetween } from "./news.js";

/** After this without a word, what is shown is no longer live. */
const STALE_MS = 5000;
const PAUSE_MS = 1000;
const NEWS_KEPT = 40;

const listeners = new Set();

/**
 * connection: "connecting" before the first answer, then "live" or "lost". receivedAt: by this computer's monotonic
 * clock, so that no clock that is set changes the age. news: what changed while the page was open, newest first.
 */
export const live = { status: null, receivedAt: 0, shownAt: null, connection: "connecting", trouble: null, news: [] };

/** How old what is displayed is, in ms. */
export const age = () => performance.now() - live.receivedAt;

/** Whether what is displayed may be taken for what is. */
export const isLive = () => live.connection === "live" && age() < STALE_MS;

/** Calls a function after each change; answers with what ends that. */
export const subscribe = (listener) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

const tell = () => listeners.forEach((listener) => listener());

const take = (status) => {
  if (live.status) live.news = [...newsBetween(live.status, status), ...live.news].slice(0, NEWS_KEPT);
  Object.assign(live, { status, receivedAt: performance.now(), shownAt: new Date(), connection: "live", trouble: null });
  tell();
};

const lose = (failure) => {
  live.connection = "lost";
  live.trouble = failure;
  tell();
};

/** Asks now, for after something was done. */
export async function refresh() {
  try {
    take(await read(at("status"), AbortSignal.timeout(STALE_MS)));
  } catch (failure) {
    lose(failure);
  }
}

let running = false;

/** Goes on asking until there is no token any more. */
export async function begin() {
  if (running) return;
  running = true;
  while (token()) {
    await refresh();
    await new Promise((resume) => setTimeout(resume, PAUSE_MS));
  }
  running = false;
  Object.assign(live, { status: null, connection: "connecting", trouble: null, news: [] });
}

// The age is shown, so it has to move although nothing arrives.
setInterval(tell, 1000);
