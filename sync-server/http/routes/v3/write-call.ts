import { ok, type Result } from "#shared/kernel/result.ts";
import { GONE } from "./idempotency-key.ts";
import type { Call } from "./route.ts";
import type { Plane } from "./v3-deps.ts";

/** What a write gets: the plane, and the request with its parsed body. */
export type WriteCall<C extends Plane, B> = C & Call<unknown, unknown, B>;

/** A write can read what it has written, even if it belongs to a deleted profile. */
export const writing = <T extends Pick<Plane, "read">>(call: T) => ({
  ...call,
  read: { ...call.read, hidesDeleted: false },
});

/**
 * What shows what a write has written, at a time that is not before it. At the time of the request,
 * a lot that the write opened wouldn't be active yet.
 */
export const afterWriting = <T extends Pick<Plane, "read" | "clock">>(call: T) => ({
  ...writing(call),
  now: call.clock(),
});

/** The row that a write has just written, read again by what the write answered. */
export const rowWritten = async <W, Row, R>(
  result: Result<W, R>,
  read: (written: W) => Promise<Row | null>,
): Promise<Result<Row, R>> => {
  if (!result.ok) return result;
  const row = await read(result.value);
  if (row === null) throw GONE;
  return ok(row);
};
