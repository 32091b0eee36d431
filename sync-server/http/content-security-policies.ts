import type { AppName } from "#shared/apps/app-paths.ts";

/** What every app may do: run its own scripts, Mantine's inline styles, and talk to this server. */
const COMMON = [
  "default-src 'none'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "manifest-src 'self'",
  // Service workers are workers as well.
  "worker-src 'self'",
  "connect-src 'self'",
  "frame-src 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
] as const;

const policy = (...own: readonly string[]): string => [...COMMON, ...own].join("; ");

/** The content security policy of the API's reference, which draws its own icons. */
export const REFERENCE_POLICY = policy("script-src 'self'", "img-src 'self' data:");

/** The content security policy of the page that plays the till. */
export const DEMO_TILL_POLICY = policy("script-src 'self'");

/** The content security policy of each app's pages and workers. */
export const CONTENT_SECURITY_POLICIES: Readonly<Record<AppName, string>> = {
  // As in the desktop shell: the PIN hash needs WebAssembly.
  clienteling: policy("script-src 'self' 'wasm-unsafe-eval'", "img-src 'self' data: blob:"),
  manager: policy("script-src 'self'", "img-src 'self'"),
  portal: policy("script-src 'self'", "img-src 'self'"),
};
