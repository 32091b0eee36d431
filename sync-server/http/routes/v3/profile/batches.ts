import { one } from "#shared/api/envelope.ts";
import { rowNumber } from "#shared/api/fields.ts";
import {
  batchQueuedSchema,
  batchView,
  batchViewSchema,
  profileBatchBodySchema,
  wholeBatchView,
  wholeBatchViewSchema,
} from "#shared/api/profile/batch.ts";
import { batchIdSchema } from "#shared/kernel/ids.ts";
import { ok } from "#shared/kernel/result.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import { addRoute, type Mount } from "#sync-server/http/routes/v3/route.ts";
import { batchStore, readBatchRows } from "#sync-server/storage/profile/batch-store.ts";
import { batchTable } from "#sync-server/storage/profile/batch-table.ts";

/** `POST /profiles/batch`: rows to create or change profiles by (DOMAIN §18.2). */
export const addProfileBatches = (mount: Mount, wake: () => void): void =>
  addRoute(mount, {
    method: "POST",
    url: "/profiles/batch",
    scopes: ["create-profiles", "update-profiles"],
    tag: "profiles",
    summary: "Queue profiles to be created, or changed if they are there already",
    description:
      "`match_criteria` says how the profile of a row is found: `email`, or the handle of an identity. `/batches/{id}` shows how far it is, and what came of each row.",
    body: profileBatchBodySchema,
    answer: one(batchQueuedSchema),
    handle: async ({ write, body: { match_criteria: matchCriteria, profiles } }) => {
      const { id } = await write("queueBatch", { matchCriteria, rows: profiles });
      wake();
      return ok({ data: { message: "Profiles queued for batch import.", batch_id: id } });
    },
  });

const shared = { path: "/batches", noun: "batch", nouns: "batches", scope: "imports" } as const;

/** `/batches`: how far each is. */
export const batches = resource({
  ...shared,
  view: batchViewSchema,
  list: {
    filters: filtersOf(batchTable, {}),
    page: ({ read }, query) => batchStore.list(read, query),
  },
  show: (_plane, rows) => rows.map(batchView),
});

/** `/batches/{id}`: one of them, with its rows. */
export const batch = resource({
  ...shared,
  id: rowNumber.pipe(batchIdSchema),
  view: wholeBatchViewSchema,
  read: ({ read }, id) => batchStore.read(read, id),
  show: ({ read }, rows) =>
    Promise.all(rows.map(async (row) => wholeBatchView(row, await readBatchRows(read, row.id)))),
});
