import helmet from "@fastify/helmet";
import type { FastifyInstance } from "fastify";

/**
 * Sets Helmet's headers on every response, and forbids framing. Two are left out: each app's pages
 * have their own content security policy, and only whoever terminates TLS can promise HTTPS.
 */
export const addSecurityHeaders = async (app: FastifyInstance): Promise<void> => {
  await app.register(helmet, {
    contentSecurityPolicy: false,
    strictTransportSecurity: false,
    xFrameOptions: { action: "deny" },
  });
};
