// Which page the address names: #/resource/web is the page "resource" of "web".
export const PAGES = ["overview", "change", "transitions", "fencing", "history"];

/** The page and what follows it. */
export const route = () => {
  const [page = "", ...rest] = location.hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
  return { page: page || "overview", rest };
};

/** The address of a page. */
export const address = (...parts) => `#/${parts.map(encodeURIComponent).join("/")}`;

export const go = (...parts) => {
  location.hash = address(...parts);
};
