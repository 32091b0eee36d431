import { z } from "zod";
import type { Instant } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";

/** The most rows of one batch. */
export const ROWS_MAX = 500;

/** The body of `POST /profiles/batch`. Each row is checked when it is its turn (DOMAIN §18.2). */
export const profileBatchBodySchema = z.object({
  /** `email`, or the handle of an identity: how the profile of a row is found. */
  match_criteria: z.string().trim().min(1).max(64),
  /** Each a body of `POST /profiles`. */
  profiles: z.array(z.looseObject({})).min(1).max(ROWS_MAX),
});

/** The answer to it. */
export const batchQueuedSchema = z.object({ message: z.string(), batch_id: z.int() });

export const batchViewSchema = z.object({
  id: z.int(),
  entity_type: z.literal("profile"),
  match_criteria: z.string(),
  status: z.enum(["pending", "success", "failed"]),
  total_count: z.int(),
  processed_count: z.int(),
  success_count: z.int(),
  failed_count: z.int(),
  created_at: z.string(),
  updated_at: z.string(),
});

type Batch = {
  readonly id: number;
  readonly matchCriteria: string;
  readonly total: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly isDone: boolean;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
};

/** How far a batch is. It failed if none of its rows could be done. */
export const batchView = (batch: Batch): z.infer<typeof batchViewSchema> => ({
  id: batch.id,
  entity_type: "profile",
  match_criteria: batch.matchCriteria,
  status: batch.isDone ? (batch.succeeded > 0 ? "success" : "failed") : "pending",
  total_count: batch.total,
  processed_count: batch.succeeded + batch.failed,
  success_count: batch.succeeded,
  failed_count: batch.failed,
  created_at: formatV3(batch.createdAt),
  updated_at: formatV3(batch.updatedAt),
});

/** A batch with what came of each of its rows, in their order. */
export const wholeBatchViewSchema = batchViewSchema.extend({
  items: z.array(
    z.object({
      index: z.int(),
      entity_id: z.string().nullable(),
      status: z.enum(["pending", "success", "failed"]),
      error: z.string().nullable(),
    }),
  ),
});

type BatchRow = {
  readonly place: number;
  readonly body: object | null;
  readonly profileId: string | null;
  readonly error: string | null;
};

/** A batch with all its rows, as the API shows it. */
export const wholeBatchView = (
  batch: Batch,
  rows: readonly BatchRow[],
): z.infer<typeof wholeBatchViewSchema> => ({
  ...batchView(batch),
  items: rows.map(({ place, body, profileId, error }) => ({
    index: place,
    entity_id: profileId,
    status: body !== null ? "pending" : error === null ? "success" : "failed",
    error,
  })),
});
