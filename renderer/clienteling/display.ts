// The page of the customer display ([X53]): it draws what the shell passes on, and can do nothing
// else. Without libraries, so that it is there at once and shares nothing with the store app.
import type { CustomerDisplay } from "#shared/desktop/customer-display.ts";

type Show = (content: CustomerDisplay | null) => void;

declare global {
  interface Window {
    /** Of the shell's preload script, which has parsed the content. Missing in a browser. */
    readonly customerDisplay?: { readonly onShow: (show: Show) => void };
  }
}

const element = (name: string, children: readonly (Node | string)[]): HTMLElement => {
  const made = document.createElement(name);
  made.append(...children);
  return made;
};

/** Dark on white, whatever the colours of the screen are. */
const qrCode = (rows: readonly string[]): SVGElement => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", `0 0 ${rows.length} ${rows.length}`);
  svg.setAttribute("shape-rendering", "crispEdges");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  const square = (bit: string, x: number, y: number) => (bit === "1" ? `M${x} ${y}h1v1h-1z` : "");
  path.setAttribute(
    "d",
    rows.flatMap((row, y) => [...row].map((bit, x) => square(bit, x, y))).join(""),
  );
  svg.append(path);
  return svg;
};

const show: Show = (content) => {
  document.body.replaceChildren();
  if (content === null) return;
  const { lang, dir, brand, title, lines, qr } = content;
  document.documentElement.lang = lang;
  document.documentElement.dir = dir;
  const head = element("p", [brand]);
  head.className = "brand";
  const amounts = lines.map(({ name, value }) =>
    element("div", [element("dt", [name]), element("dd", [value])]),
  );
  document.body.append(
    head,
    element("main", [
      element("h1", [title]),
      ...(amounts.length === 0 ? [] : [element("dl", amounts)]),
      ...(qr === null
        ? []
        : [element("figure", [qrCode(qr.rows), element("figcaption", [qr.text])])]),
    ]),
  );
};

window.customerDisplay?.onShow(show);
