// The state of the cluster as the node last told it, how old that is, and whether the node still answers.
import { at, read, request, token } from "./api.js";
import { listen } from "./stream.js";
import { newsBetween } from "./news.js";

/** After this without a word, what is shown is no longer live. */
const STALE_MS = 5000;
/** How often the node is asked whether it is there: a stream that is silent may be one that is dead. */
const BEAT_MS = 2000;
const AGAIN_MS = 1000;
const NEWS_KEPT = 40;

const listeners = new Set();

/**
 * connection: "connecting" before the first answer, then "live" or "lost". heardAt: by this computer's monotonic clock,
 * so that no clock that is set changes the age. news: what changed while the page was open, newest first. transition:
 * the last that was told of a running or ended one. who: as whom one is seen, with the rights that one has; null before that
 * is known.
 */
export const live = { status: null, heardAt: 0, shownAt: null, connection: "connecting", trouble: null, news: [], transition: null, who: null };

/** How old what is displayed is, in ms. */
export const age = () => performance.now() - live.heardAt;

/** Whether what is displayed may be taken for what is. */
export const isLive = () => live.connection === "live" && age() < STALE_MS;

/** Calls a function after each change; answers with what ends that. */
export const subscribe = (listener) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

const tell = () => listeners.forEach((listener) => listener());

const heard = () => Object.assign(live, { heardAt: performance.now(), shownAt: new Date() });

/** Asks who one is and what one may do: at the beginning, and after each change of the configuration. */
async function learnRights() {
  try {
    live.who = await read(at("whoami", { rights: true }), AbortSignal.timeout(STALE_MS));
    tell();
  } catch {
    // What was known holds; the node refuses what is not allowed.
  }
}

const take = (status) => {
  if (!live.who || live.status?.cibVersion !== status.cibVersion) learnRights();
  if (live.status) live.news = [...newsBetween(live.status, status), ...live.news].slice(0, NEWS_KEPT);
  Object.assign(live, { status, connection: "live", trouble: null });
  heard();
  tell();
};

const lose = (failure) => {
  Object.assign(live, { connection: "lost", trouble: failure });
  tell();
};

/** Asks for the state now, for after something was done, or when the reader does not trust the display. */
export async function refresh() {
  try {
    take(await read(at("status"), AbortSignal.timeout(STALE_MS)));
  } catch (failure) {
    lose(failure);
  }
}

const event = ({ name, data }) => {
  if (name === "state") take(JSON.parse(data));
  else if (name === "transition") {
    live.transition = JSON.parse(data);
    tell();
  }
  // A fencing, or a gap in what was told, shows in the state as well; what a transition came to may be in the gap.
  else {
    live.transition = null;
    refresh();
  }
};

/** Listens until the stream ends or the node stops answering beside it. */
async function session() {
  const end = new AbortController();
  live.transition = null;
  const beat = setInterval(async () => {
    try {
      await request("GET", at("whoami"), { signal: AbortSignal.timeout(BEAT_MS) });
      // An answer says that the stream would have told of news: what is displayed holds.
      if (live.connection === "live") heard();
    } catch (failure) {
      end.abort();
      lose(failure);
    }
  }, BEAT_MS);
  try {
    await refresh();
    await listen(at("events"), end.signal, event);
  } catch (failure) {
    if (!end.signal.aborted) lose(failure);
  } finally {
    clearInterval(beat);
  }
}

let running = false;

/** Goes on listening until there is no token any more. */
export async function begin() {
  if (running) return;
  running = true;
  while (token()) {
    await session();
    await new Promise((resume) => setTimeout(resume, AGAIN_MS));
  }
  running = false;
  Object.assign(live, { status: null, connection: "connecting", trouble: null, news: [], transition: null, who: null });
}

// The age is shown, so it has to move although nothing arrives.
setInterval(tell, 1000);
