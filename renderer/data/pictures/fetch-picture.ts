import { readRefusal, requestInit } from "#renderer/data/server/send-request.ts";
import { type SyncFailure, unreachable } from "#renderer/data/server/sync-failure.ts";
import type { ServerAccess } from "#renderer/data/session/session.ts";
import { parseJson } from "#renderer/http/parse-json.ts";
import { createTimeLimit } from "#renderer/http/time-limit.ts";
import type { PictureRef } from "#shared/kernel/picture.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";

/** A picture from the server; null if it is the one that was named. */
export type FetchedPicture = { readonly picture: Blob | null; readonly etag: string };

/** Longer than the server waits for its host. */
const TIMEOUT_MS = 15_000;

/**
 * Fetches a picture, unless it is still the one with this etag ([S26]). It says nothing of the
 * connection: whether a picture comes depends on its host.
 */
export const fetchPicture = async (
  { serverUrl, token, lastMade, ended }: ServerAccess,
  ref: PictureRef,
  etag: string | null,
): Promise<Result<FetchedPicture, SyncFailure>> => {
  const limit = createTimeLimit(ended, TIMEOUT_MS);
  const init = requestInit({ token, made: lastMade(), body: undefined });
  const headers = { ...init.headers, ...(etag === null ? {} : { "if-none-match": etag }) };
  try {
    const url = new URL(`/sync/v1/pictures/${ref}`, serverUrl);
    const response = await fetch(url, { ...init, headers, signal: limit.signal });
    if (etag !== null && response.status === 304) return ok({ picture: null, etag });
    if (!response.ok) return err(readRefusal(response, parseJson(await response.text())));
    return ok({ picture: await response.blob(), etag: response.headers.get("etag") ?? "" });
  } catch (error) {
    return err(unreachable(error));
  } finally {
    limit.end();
  }
};
