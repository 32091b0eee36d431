import type { FastifyInstance, FastifyRequest } from "fastify";

declare module "fastify" {
  interface FastifyInstance {
    publicOrigin: string | null;
  }
}

/** Sets the origin that clients know this server by: `https://loyalty.example`; null if unknown. */
export const addPublicOrigin = (app: FastifyInstance, origin: string | null): void => {
  app.decorate("publicOrigin", origin);
};

/**
 * The origin that links in a response start with: the configured one, or else the address that the
 * request arrived at. Never the `Host` header, which a caller can set to anything.
 */
export const originOf = ({ server, socket }: FastifyRequest): string => {
  if (server.publicOrigin) return server.publicOrigin;
  const { localAddress = "127.0.0.1", localPort = 80 } = socket;
  const address = localAddress.replace(/^::ffff:(?=\d+\.)/i, "");
  return `http://${address.includes(":") ? `[${address}]` : address}:${localPort}`;
};
