/**
 * The policy of every page and worker of the shell. Only our own scripts run; WebAssembly is let
 * in for the hash of staff PINs, inline styles for Mantine. Data goes to the sync server: the one
 * the launcher named, any over TLS, or one on this machine.
 */
export const contentSecurityPolicy = (serverUrl: string | null): string => {
  const servers = ["https:", "http://127.0.0.1:*", "http://localhost:*"];
  if (serverUrl !== null) servers.push(serverUrl);
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    `connect-src 'self' ${servers.join(" ")}`,
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
};
