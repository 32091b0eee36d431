import { z } from "zod";
import { definitionNumber, extraOf, freeJson, orNull } from "#shared/api/fields.ts";
import {
  type EntrantKind,
  entrantKindSchema,
  WINNERS_MAX,
} from "#shared/incentive/benefits/prize-draw.ts";
import type { DefinitionId, PrizeDrawId, ProfileId } from "#shared/kernel/ids.ts";
import { anyJson, type ExtraFields } from "#shared/kernel/json.ts";
import { wholeNumber } from "#shared/kernel/lenient.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";

/** A prize draw to hold: over whose benefits, and how many win (DOMAIN §8.7). */
export const newPrizeDrawSchema = z.object({
  benefit_definition_id: definitionNumber,
  entrants: entrantKindSchema,
  winners: wholeNumber.pipe(z.int().min(1).max(WINNERS_MAX)),
  meta: orNull(freeJson).optional(),
});

/** The same in our terms. */
export const prizeDrawOf = (body: z.output<typeof newPrizeDrawSchema>) => ({
  definitionId: body.benefit_definition_id,
  entrantKind: body.entrants,
  winners: body.winners,
  extra: extraOf({ meta: body.meta }),
});

/** A prize draw as the API shows it: who won, and what proves it. */
export const prizeDrawViewSchema = z.object({
  id: z.int(),
  benefit_definition_id: z.int(),
  entrants: entrantKindSchema,
  total_entrants: z.int(),
  /** The SHA-256 of their ids, sorted, one a line. */
  entrants_hash: z.string(),
  /** The winners have the lowest SHA-256 of `seed:profile_id`. */
  seed: z.string(),
  winners: z.array(z.object({ position: z.int(), profile_id: z.string() })),
  drawn_at: z.string(),
  meta: anyJson,
  created_at: z.string(),
  updated_at: z.string(),
});

type Shown = {
  readonly id: PrizeDrawId;
  readonly definitionId: DefinitionId;
  readonly entrantKind: EntrantKind;
  readonly totalEntrants: number;
  readonly entrantsHash: string;
  readonly seed: string;
  readonly winners: readonly ProfileId[];
  readonly extra: ExtraFields;
  readonly createdAt: Instant;
};

/** A prize draw as the API shows it. */
export const prizeDrawView = (draw: Shown): z.output<typeof prizeDrawViewSchema> => ({
  id: draw.id,
  benefit_definition_id: draw.definitionId,
  entrants: draw.entrantKind,
  total_entrants: draw.totalEntrants,
  entrants_hash: draw.entrantsHash,
  seed: draw.seed,
  winners: draw.winners.map((profile_id, index) => ({ position: index + 1, profile_id })),
  drawn_at: formatV3(draw.createdAt),
  meta: draw.extra["meta"] ?? null,
  created_at: formatV3(draw.createdAt),
  updated_at: formatV3(draw.createdAt),
});
