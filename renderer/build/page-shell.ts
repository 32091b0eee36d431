import type { HtmlTagDescriptor, Plugin } from "vite";
import { CSS_VARIABLES } from "#renderer/ui/css-variables.ts";
import { frame as german } from "#renderer/words/de/frame.ts";
import { frame as english } from "#renderer/words/en/frame.ts";

/** Sets the colour scheme before the first paint. Built from `page/first-paint.ts`. */
const FIRST_PAINT = "first-paint.js";

/**
 * Puts what the pages of all apps share into each: the start of its head, and a header with
 * "Opening…". The browser shows those at once; React replaces them when the app has loaded and its
 * data is open, which takes seconds on a cold start. If that never happens, the page says what to
 * do.
 */
export const pageShell = (): Plugin => {
  let base = "/";
  let isBuild = false;
  return {
    name: "regulars:page-shell",
    configResolved: (config) => {
      base = config.base;
      isBuild = config.command === "build";
    },
    transformIndexHtml: {
      order: "post",
      handler: (html) => {
        const script: HtmlTagDescriptor = {
          tag: "script",
          attrs: { src: `${base}${FIRST_PAINT}` },
          injectTo: "head-prepend",
        };
        return {
          html: html.replace(ROOT, `<div id="root">${SHELL}</div>`),
          tags: [
            ...HEAD,
            // In development there is no such file, and the system's scheme is used.
            ...(isBuild ? [script] : []),
            { tag: "style", children: STYLE, injectTo: "head" },
          ],
        };
      },
    },
  };
};

const meta = (attrs: Record<string, string>): HtmlTagDescriptor => ({
  tag: "meta",
  attrs,
  injectTo: "head-prepend",
});
const themeColour = (scheme: "light" | "dark") =>
  meta({
    name: "theme-color",
    media: `(prefers-color-scheme: ${scheme})`,
    content: CSS_VARIABLES[scheme]["--panel"],
  });

const HEAD: readonly HtmlTagDescriptor[] = [
  meta({ charset: "utf-8" }),
  meta({
    name: "viewport",
    content: "width=device-width, initial-scale=1, viewport-fit=cover",
  }),
  meta({ name: "color-scheme", content: "light dark" }),
  themeColour("light"),
  themeColour("dark"),
];

const ROOT = '<div id="root"></div>';

const declarations = (variables: Readonly<Record<string, string>>): string =>
  SHOWN.map((name) => `${name}:${variables[name]}`).join(";");

/** The colours that the shell uses. They are the app's own. */
const SHOWN = [
  "--canvas",
  "--panel",
  "--line",
  "--mantine-color-text",
  "--mantine-color-dimmed",
] as const;

/**
 * The app may never load. The advice waits in CSS, because a script could fail to load as well; it
 * overrides the rule against animations, which would keep it hidden.
 */
const LATE_AFTER_S = 15;

const STYLE = `
:root{color-scheme:light;${declarations(CSS_VARIABLES.light)}}
@media(prefers-color-scheme:dark){:root:not([data-mantine-color-scheme]){color-scheme:dark;${declarations(CSS_VARIABLES.dark)}}}
:root[data-mantine-color-scheme=dark]{color-scheme:dark;${declarations(CSS_VARIABLES.dark)}}
html{background:var(--canvas)}
body{margin:0}
.shell{color:var(--mantine-color-dimmed);font:1rem/1.4 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
.shell-bar{box-sizing:border-box;display:flex;align-items:center;gap:12px;height:56px;padding:0 16px;border-bottom:1px solid var(--line);background:var(--panel);color:var(--mantine-color-text);font-weight: 600}
:root:not(:lang(de)) .shell [lang=de],:root:lang(de) .shell [lang=en]{display:none}
.shell p{margin:26dvh 16px 0;text-align:center}
.shell .late{margin-top:8px;animation:late 0s ${LATE_AFTER_S}s both!important}
@keyframes late{from{visibility:hidden}to{visibility:visible}}
`;

/** Both languages, of which the styles show one: nothing else has been loaded by then. */
const inEach = (name: "opening" | "slow"): string =>
  `<span lang="en">${english[name]}</span><span lang="de">${german[name] ?? english[name]}</span>`;

const SHELL = `<div class="shell"><div class="shell-bar"><svg width="30" height="30" viewBox="64 64 896 896" aria-hidden="true"><rect x="64" y="64" width="896" height="896" rx="204" fill="#0b5d57"/><circle cx="498" cy="526" r="252" fill="none" stroke="#f6fbfa" stroke-width="108"/><circle cx="690" cy="334" r="118" fill="#ffc24b" stroke="#0b5d57" stroke-width="60"/></svg>Regulars</div><p role="status">${inEach("opening")}</p><p class="late">${inEach("slow")}</p></div><noscript>Regulars needs JavaScript.</noscript>`;
