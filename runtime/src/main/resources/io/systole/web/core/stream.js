// Server-sent events by fetch, since the browser's own EventSource cannot send a token in a header.
import { request } from "./api.js";

/** One event of the text of a frame: { id, name, data }; null of a comment or of what has no data. */
export function parse(frame) {
  const event = { id: "", name: "message", data: "" };
  for (const line of frame.split("\n")) {
    const [, field, value] = line.match(/^([a-z]+): ?(.*)$/) ?? [];
    if (field === "event") event.name = value;
    else if (field === "id") event.id = value;
    else if (field === "data") event.data += value;
  }
  return event.data ? event : null;
}

/** Hands each event on until the node ends the stream; a failure, or an abort, is thrown. */
export async function listen(path, signal, take) {
  const answer = await request("GET", path, { signal, headers: { Accept: "text/event-stream" } });
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let waiting = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    waiting += value;
    const frames = waiting.split("\n\n");
    waiting = frames.pop();
    frames.map(parse).filter(Boolean).forEach(take);
  }
}
