import { z } from "zod";
import { day, extraOf, freeJson, linesOrNull, orNull, textOrNull } from "#shared/api/fields.ts";
import { anyJson, textIn } from "#shared/kernel/json.ts";
import { flag, wholeNumber } from "#shared/kernel/lenient.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
import type { ShownAttribute } from "./shown-attribute.ts";

const DATES_MAX = 50;

/** A date in a profile's body: with an id it is updated, without one it is added. */
export const dateBodySchema = z
  .object({
    id: orNull(wholeNumber),
    type: textOrNull(40),
    date: day,
    is_recurring: flag,
    recurring_schedule: textOrNull(100),
    name: textOrNull(200),
    handle: textOrNull(100),
    relationship: textOrNull(100),
    description: linesOrNull(2000),
    note: linesOrNull(2000),
    meta: orNull(freeJson),
  })
  .partial()
  .superRefine((sent, context) => {
    if (sent.id || sent.date !== undefined) return;
    context.addIssue({ code: "custom", path: ["date"], message: "is required" });
  });

export const datesBodySchema = z
  .array(dateBodySchema)
  .max(DATES_MAX, `must not have more than ${DATES_MAX}`);

/** The dates in a body. */
export const datesOf = (dates: z.infer<typeof datesBodySchema> | undefined) =>
  dates?.map(({ id, ...fields }) => ({ id: id ?? undefined, body: extraOf(fields) }));

export const dateViewSchema = z.object({
  id: z.int(),
  profile_id: z.string(),
  type: z.string().nullable(),
  date: z.string(),
  is_recurring: z.boolean(),
  recurring_schedule: z.string().nullable(),
  name: z.string().nullable(),
  handle: z.string().nullable(),
  relationship: z.string().nullable(),
  description: z.string().nullable(),
  note: z.string().nullable(),
  meta: anyJson,
  created_at: z.string(),
  updated_at: z.string(),
});
export type DateView = z.infer<typeof dateViewSchema>;

/** A date of a profile as the API shows it. */
export const dateView = ({ id, profileId, body, ...record }: ShownAttribute): DateView => ({
  id,
  profile_id: profileId,
  type: textIn(body, "type"),
  date: textIn(body, "date") ?? "",
  is_recurring: body["is_recurring"] === true,
  recurring_schedule: textIn(body, "recurring_schedule"),
  name: textIn(body, "name"),
  handle: textIn(body, "handle"),
  relationship: textIn(body, "relationship"),
  description: textIn(body, "description"),
  note: textIn(body, "note"),
  meta: body["meta"] ?? null,
  created_at: formatV3(record.createdAt),
  updated_at: formatV3(record.updatedAt),
});
