/**
 * The content security policy of every page and worker in the shell. Only our own scripts run.
 * WebAssembly is allowed for hashing staff PINs, inline styles for Mantine. Connections go to the
 * sync server: the configured one, any over TLS, or one on this machine.
 */
export const contentSecurityPolicy = (serverUrl: string | null): string => {
  const servers = ["https:", "http://127.0.0.1:*", "http://localhost:*"];
  if (serverUrl !== null) servers.push(serverUrl);
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    // Pictures come from the sync server, with the device's token, and never from their hosts.
    "img-src 'self' data: blob:",
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

/** The policy of the customer display, which connects to nothing ([X53]). */
export const customerDisplayPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");
