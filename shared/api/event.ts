import { z } from "zod";
import type { CommandId, ProfileId } from "#shared/kernel/ids.ts";
import { type ExtraFields, extraSchema } from "#shared/kernel/json.ts";
import { formatV3, type Instant } from "#shared/kernel/time.ts";

/** Something that happened, as the API shows it. */
export const eventViewSchema = z.object({
  id: z.int(),
  /** The name of its kind, such as `reward.created`. */
  event: z.string(),
  profile_id: z.string().nullable(),
  /** The command that caused it, or the `Idempotency-Key` that the request was sent under. */
  command_id: z.string().nullable(),
  /** How things were at that moment: ids, amounts in cents or whole points, definitions. */
  context: extraSchema,
  occurred_at: z.string(),
  recorded_at: z.string(),
});
export type EventView = z.infer<typeof eventViewSchema>;

/** An event in the API's words. */
export const eventView = (event: {
  readonly seq: number;
  readonly kind: string;
  readonly profileId: ProfileId | null;
  readonly commandId: CommandId | null;
  readonly context: ExtraFields;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
}): EventView => ({
  id: event.seq,
  event: event.kind,
  profile_id: event.profileId,
  command_id: event.commandId,
  context: event.context,
  occurred_at: formatV3(event.occurredAt),
  recorded_at: formatV3(event.recordedAt),
});
