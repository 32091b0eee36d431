import { z } from "zod";
import type { CommandId, ProfileId } from "#shared/kernel/ids.ts";
import { type ExtraFields, extraSchema } from "#shared/kernel/json.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
import type { Actor } from "#shared/reaction/actor.ts";
import { type EventKind, eventKindSchema } from "#shared/reaction/event.ts";

/** Something that happened, as the API shows it. */
export const eventViewSchema = z.object({
  id: z.int(),
  /** The kind of event, such as `reward.created`. */
  event: eventKindSchema,
  profile_id: z.string().nullable(),
  /** The command that caused it; for a request, the UUIDv5 of its `Idempotency-Key`. */
  command_id: z.string().nullable(),
  /**
   * Who caused it: `token:<id>`, `device:<id>`, `job:<name>`, `enrolment-code` or `command-line`.
   */
  actor: z.string(),
  /**
   * The state at that instant: ids, amounts in minor units or hundredths of points, definitions.
   */
  context: extraSchema,
  occurred_at: z.string(),
  recorded_at: z.string(),
});
export type EventView = z.infer<typeof eventViewSchema>;

/** An event as the API shows it. */
export const eventView = (event: {
  readonly seq: number;
  readonly kind: EventKind;
  readonly profileId: ProfileId | null;
  readonly commandId: CommandId | null;
  readonly actor: Actor;
  readonly context: ExtraFields;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
}): EventView => ({
  id: event.seq,
  event: event.kind,
  profile_id: event.profileId,
  command_id: event.commandId,
  actor: event.actor,
  context: event.context,
  occurred_at: formatV3(event.occurredAt),
  recorded_at: formatV3(event.recordedAt),
});
