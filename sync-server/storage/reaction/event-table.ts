import { z } from "zod";
import { commandIdSchema, profileIdSchema } from "#shared/kernel/ids.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { actorSchema } from "#shared/reaction/actor.ts";
import { eventKindSchema } from "#shared/reaction/event.ts";
import {
  type Column,
  generated,
  listed,
  moment,
  notOwner,
  nullable,
  numberOf,
  textOf,
  uuidOf,
} from "#sync-server/storage/column.ts";
import { columnTable, type ListedField, type RecordOf } from "#sync-server/storage/column-table.ts";
import { parseExtra } from "#sync-server/storage/json-column.ts";

const context: Column<string, ExtraFields> = {
  kind: "text",
  decode: parseExtra,
  encode: JSON.stringify,
};

/** Events. The `tx` column, which gives the commit order, isn't part of a record. */
export const eventTable = columnTable(
  "events",
  {
    seq: listed(generated(numberOf(z.int()))),
    kind: listed(textOf(eventKindSchema)),
    profile_id: notOwner(listed(nullable(uuidOf(profileIdSchema)))),
    command_id: listed(nullable(uuidOf(commandIdSchema))),
    actor: listed(textOf(actorSchema)),
    occurred_at: listed(moment),
    recorded_at: listed(moment),
    context,
  },
  "seq",
);

/** An event as recorded. The shape of its context depends on its kind. */
export type EventRecord = RecordOf<typeof eventTable>;

export type EventField = ListedField<typeof eventTable>;
