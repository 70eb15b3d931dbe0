// Times and durations for people.
import { language, t } from "./text.js";

const asDate = (value) => (value instanceof Date ? value : new Date(value));

/** 14:03:22 of today, else with the day. */
export const moment = (value) => {
  const date = asDate(value);
  if (Number.isNaN(date.getTime()) || date.getTime() === 0) return "–";
  const sameDay = date.toDateString() === new Date().toDateString();
  const day = sameDay ? {} : { year: "numeric", month: "2-digit", day: "2-digit" };
  return date.toLocaleString(language(), { ...day, hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });
};

/** 950 ms, 12 s, 3 min 20 s, 5 h 12 min, 2 d 4 h. */
export const span = (ms) => {
  if (ms < 1000) return t("time.ms", Math.max(0, Math.round(ms)));
  const s = ms / 1000;
  if (s < 10) return t("time.s", s.toFixed(1));
  if (s < 60) return t("time.s", Math.round(s));
  if (s < 3600) return t("time.min", Math.floor(s / 60), Math.round(s % 60));
  if (s < 86400) return t("time.h", Math.floor(s / 3600), Math.round((s % 3600) / 60));
  return t("time.d", Math.floor(s / 86400), Math.round((s % 86400) / 3600));
};

/** How long ago a moment of the cluster's clock is, by this computer's clock; nothing of one that nobody noted. */
export const ago = (value) => {
  const ms = asDate(value).getTime();
  return ms ? t("time.ago", span(Math.max(0, Date.now() - ms))) : "";
};
