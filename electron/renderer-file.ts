import { extname, join } from "node:path";

/** A file in the renderer's folder, or why there is none. */
export type RendererFile =
  | { readonly kind: "file"; readonly path: string; readonly contentType: string }
  | { readonly kind: "refused"; readonly status: 400 | 404 };

/**
 * Maps a URL of `app://regulars/` or `app://display/` to a file: assets by name, every other path
 * to the page of its host, which does its own routing. Path segments must be plain names (no `..`,
 * no dot files, no disguised separators), so nothing outside `folder` can be reached.
 */
export const rendererFile = (folder: string, requestUrl: string): RendererFile => {
  const url = parseUrl(requestUrl);
  const page = url?.protocol === "app:" ? pages.get(url.host) : undefined;
  if (url === undefined || page === undefined) return { kind: "refused", status: 404 };

  const segments = url.pathname.split("/").filter((segment) => segment !== "");
  const names = segments.map(decodeSegment).filter((name) => name !== undefined);
  if (names.length < segments.length || !names.every(isPlainName)) {
    return { kind: "refused", status: 400 };
  }

  const extension = extname(names.at(-1) ?? "");
  if (extension === "") {
    return {
      kind: "file",
      path: join(folder, page),
      contentType: "text/html; charset=utf-8",
    };
  }
  const contentType = contentTypes[extension];
  if (contentType === undefined) return { kind: "refused", status: 404 };
  return { kind: "file", path: join(folder, ...names), contentType };
};

const pages: ReadonlyMap<string, string> = new Map([
  ["regulars", "index.html"],
  ["display", "display.html"],
]);

const contentTypes: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

// `URL.canParse` is newer than the oldest Node that this runs on.
const parseUrl = (text: string): URL | undefined => {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
};

const decodeSegment = (segment: string): string | undefined => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
};

// Separators, drive letters, alternate streams, control characters: none of them belongs in a name.
const forbiddenInName = /[/\\:\p{Cc}]/u;

const isPlainName = (name: string): boolean => !name.startsWith(".") && !forbiddenInName.test(name);
