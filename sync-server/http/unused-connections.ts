import type { Socket } from "node:net";
import type { FastifyInstance } from "fastify";

/**
 * Closes connections that have sent nothing yet when the server stops: clients open some before
 * they need them. Node counts them as busy, so a stop would wait for them until it cuts everything
 * off.
 */
export const closeUnusedConnections = (app: FastifyInstance): void => {
  const open = new Set<Socket>();
  app.server.on("connection", (socket: Socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
  });
  app.addHook("preClose", async () => {
    for (const socket of open) if (socket.bytesRead === 0) socket.destroy();
  });
};
