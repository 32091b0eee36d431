import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { pictureIdSchema, pictureKindSchema, pictureOf } from "#shared/kernel/picture.ts";
import { isNamedIn } from "#sync-server/http/routes/v3/conditional-read.ts";
import { findPictureAddress } from "#sync-server/sync/picture-address.ts";
import { deviceGate, deviceOf } from "./device-gate.ts";
import { refuseSync, type SyncDeps } from "./sync-deps.ts";

const pictureParamsSchema = z.object({ kind: pictureKindSchema, id: pictureIdSchema });

/**
 * `GET /sync/v1/pictures/{kind}/{id}`: the picture of something that the device shows, fetched by
 * the server from the address in its record ([S26]). With `If-None-Match` 304 if it is the same.
 */
export const addPictures = (app: FastifyInstance, deps: SyncDeps): void => {
  app.withTypeProvider<ZodTypeProvider>().route({
    method: "GET",
    url: "/pictures/:kind/:id",
    schema: { params: pictureParamsSchema },
    onRequest: deviceGate(deps),
    handler: async (request, reply) => {
      const { kind, id } = request.params;
      const read = deps.store.read(deps.tenantId);
      const address = await findPictureAddress(read, deviceOf(request), { kind, id });
      if (address === null) return refuseSync(reply, "no_picture", "There is no such picture.");
      const picture = await deps.pictures.read(pictureOf(kind, id), address);
      if (!picture.ok) {
        return refuseSync(
          reply,
          "picture_unreachable",
          "The picture couldn't be fetched from its host, or isn't one.",
        );
      }
      const { type, bytes, hash } = picture.value;
      reply.header("etag", `"${hash}"`);
      return isNamedIn(request.headers["if-none-match"], hash)
        ? reply.code(304).send()
        : reply.type(type).send(bytes);
    },
  });
};
