import { z } from "zod";
import { filled, freeJson, importNumber, orNull, textOrNull } from "#shared/api/fields.ts";
import { anyJson } from "#shared/kernel/json.ts";
import { wholeNumber } from "#shared/kernel/lenient.ts";
import { percentOf } from "#shared/kernel/percent.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
import { type batchView, ROWS_MAX, wholeBatchView, wholeBatchViewSchema } from "./batch.ts";

/** What an import brings. The word is the original API's. */
const handler = z.enum(["omneo:profile"]);
const JOBS_MAX = 100_000;
const jobs = orNull(wholeNumber.pipe(z.int().min(1).max(JOBS_MAX)));

/** A new import (DOMAIN §18.1). */
export const newImportSchema = z.object({
  handler,
  name: textOrNull(200).optional(),
  /** `email`, or the handle of an identity: how the profile of a row is found. */
  match_criteria: filled(64),
  /** How many jobs it has when it is whole; null while nobody knows. */
  total_batch_count: jobs.optional(),
  meta: orNull(freeJson).optional(),
});

/** A part of an import: up to 500 rows, each checked when it is its turn. */
export const newImportJobSchema = z.object({
  import_id: importNumber,
  data: z.array(z.looseObject({})).min(1).max(ROWS_MAX),
  /** How many jobs the import has, if it is known by now. */
  total_batch_count: jobs.optional(),
});

export const importViewSchema = z.object({
  id: z.int(),
  handler,
  name: z.string().nullable(),
  match_criteria: z.string(),
  status: z.enum(["PENDING", "PROCESSING", "SUCCESS", "FAILED"]),
  /** Rows, in all its jobs so far. */
  count: z.int(),
  failed_count: z.int(),
  /** How many of a hundred rows are done. */
  progress: z.int(),
  batch_count: z.int(),
  total_batch_count: z.int().nullable(),
  meta: anyJson,
  created_at: z.string(),
  updated_at: z.string(),
});

type Batch = Parameters<typeof batchView>[0];

/** An import as the API shows it, with its jobs. */
export const importView = (
  record: {
    readonly id: number;
    readonly name: string | null;
    readonly matchCriteria: string;
    readonly totalJobs: number | null;
    readonly meta: z.core.util.JSONType;
    readonly createdAt: Instant;
    readonly updatedAt: Instant;
  },
  batches: readonly Batch[],
): z.output<typeof importViewSchema> => {
  const sum = (of: (batch: Batch) => number) => batches.reduce((all, each) => all + of(each), 0);
  const count = sum(({ total }) => total);
  const succeeded = sum((batch) => batch.succeeded);
  const failed = sum((batch) => batch.failed);
  const isWhole = batches.length >= (record.totalJobs ?? 1) && batches.every((each) => each.isDone);
  const ended = succeeded > 0 ? "SUCCESS" : "FAILED";
  return {
    ...{ id: record.id, handler: "omneo:profile", name: record.name },
    match_criteria: record.matchCriteria,
    status: batches.length === 0 ? "PENDING" : isWhole ? ended : "PROCESSING",
    ...{ count, failed_count: failed, batch_count: batches.length },
    progress: count === 0 ? 0 : percentOf(succeeded + failed, count),
    ...{ total_batch_count: record.totalJobs, meta: record.meta },
    created_at: formatV3(record.createdAt),
    updated_at: formatV3(record.updatedAt),
  };
};

export const importJobViewSchema = z.object({
  id: z.int(),
  import_id: z.int(),
  handler,
  status: wholeBatchViewSchema.shape.status,
  /** What came of its rows. What they asked for is forgotten once they are done. */
  result: wholeBatchViewSchema,
  created_at: z.string(),
  updated_at: z.string(),
});

/** A job of an import as the API shows it. */
export const importJobView = (
  job: Batch & { readonly importId: number },
  rows: Parameters<typeof wholeBatchView>[1],
): z.output<typeof importJobViewSchema> => {
  const result = wholeBatchView(job, rows);
  const { id, status, created_at, updated_at } = result;
  const of = { id, import_id: job.importId, handler: "omneo:profile" } as const;
  return { ...of, status, result, created_at, updated_at };
};
