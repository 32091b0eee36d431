import type { FastifyPluginAsync } from "fastify";
import { addEnrol } from "./enrol.ts";
import { addGiftCards } from "./gift-cards.ts";
import { addPictures } from "./pictures.ts";
import { addPull } from "./pull.ts";
import { addPush } from "./push.ts";
import { addStatus } from "./status.ts";
import { addStream } from "./stream.ts";
import type { SyncDeps } from "./sync-deps.ts";

/** The sync API, to be registered under `/sync/v1`. */
export const syncRoutes: FastifyPluginAsync<SyncDeps> = async (app, deps) => {
  app.decorateRequest("device", null);
  app.addHook("onRequest", async (_request, reply) => {
    reply.header("cache-control", "no-store");
  });
  addEnrol(app, deps);
  addPush(app, deps);
  addPull(app, deps);
  addStream(app, deps);
  addStatus(app, deps);
  addGiftCards(app, deps);
  addPictures(app, deps);
};
