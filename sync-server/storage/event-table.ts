import { z } from "zod";
import { commandIdSchema, profileIdSchema } from "#shared/kernel/ids.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import {
  type Column,
  generated,
  listed,
  moment,
  nullable,
  numberOf,
  text,
  uuidOf,
} from "./column.ts";
import { columnTable, type ListedField, type RecordOf } from "./column-table.ts";
import { parseExtra } from "./json-column.ts";

const context: Column<string, ExtraFields> = {
  kind: "text",
  decode: parseExtra,
  encode: JSON.stringify,
};

/** What has happened. Its `tx`, which puts rows in the order of commits, is no part of a record. */
export const eventTable = columnTable(
  "events",
  {
    seq: listed(generated(numberOf(z.int()))),
    kind: listed(text),
    profile_id: listed(nullable(uuidOf(profileIdSchema))),
    command_id: listed(nullable(uuidOf(commandIdSchema))),
    occurred_at: listed(moment),
    recorded_at: listed(moment),
    context,
  },
  "seq",
);

/** Something that happened, as it was recorded. Its context is as its kind says. */
export type EventRecord = RecordOf<typeof eventTable>;

export type EventField = ListedField<typeof eventTable>;
