// Dark or light: as the system has it, unless the reader chose.
const KEPT = "systole.scheme";
export const SCHEMES = ["system", "light", "dark"];

export const scheme = () => localStorage.getItem(KEPT) ?? "system";

export const setScheme = (value) => {
  localStorage.setItem(KEPT, value);
  apply();
};

const apply = () => {
  if (scheme() === "system") delete document.documentElement.dataset.scheme;
  else document.documentElement.dataset.scheme = scheme();
};

apply();
