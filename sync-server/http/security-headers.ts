import helmet from "@fastify/helmet";
import type { FastifyInstance } from "fastify";

/**
 * Sets Helmet's headers on every response, and forbids framing. Leaves out two: each app's pages
 * have their own content security policy, and only whatever terminates TLS can promise HTTPS.
 */
export const addSecurityHeaders = async (app: FastifyInstance): Promise<void> => {
  await app.register(helmet, {
    contentSecurityPolicy: false,
    strictTransportSecurity: false,
    xFrameOptions: { action: "deny" },
  });
};
