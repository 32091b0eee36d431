import type { RxCollection, RxDatabase, RxJsonSchema } from "rxdb/plugins/core";

/** A row of the outbox database as RxDB sees it. Code that reads `body` parses it. */
export type StoredRow = { id: string; state: string; body: unknown };
export type RowCollection = RxCollection<StoredRow>;
/**
 * `commands`: what this device promised. `quarantine`: pulled documents that couldn't be read.
 * `device`: a few values of this device by key (contact, sequence, cache, PIN attempts, drafts).
 */
export type OutboxCollections = {
  readonly commands: RowCollection;
  readonly quarantine: RowCollection;
  readonly device: RowCollection;
};
export type OutboxDatabase = RxDatabase<OutboxCollections>;

export const OUTBOX_NAME = "regulars-outbox";

/** Never dropped and never migrated. New fields go into `body`, which has no schema here. */
export const outboxRowSchema: RxJsonSchema<StoredRow> = {
  version: 0,
  primaryKey: "id",
  type: "object",
  properties: {
    id: { type: "string", maxLength: 300 },
    state: { type: "string", maxLength: 20 },
    body: {},
  },
  required: ["id", "state", "body"],
  indexes: ["state"],
};
