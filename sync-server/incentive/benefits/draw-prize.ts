import { randomBytes } from "node:crypto";
import { z } from "zod";
import {
  ENTRANTS_MAX,
  type EntrantKind,
  seedSchema,
} from "#shared/incentive/benefits/prize-draw.ts";
import { type CommandId, type DefinitionId, prizeDrawIdSchema } from "#shared/kernel/ids.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { answerOnce, type KeyReused } from "#sync-server/access/answer-once.ts";
import { findDefinition } from "#sync-server/incentive/find-definition.ts";
import {
  insertPrizeDraw,
  lockPrizeDraws,
  readHolders,
  readWinners,
} from "#sync-server/storage/incentive/benefits/prize-draw-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { drawWinners, entrantsHash } from "./draw-winners.ts";

/** A prize draw to hold. */
export type NewPrizeDraw = {
  readonly definitionId: DefinitionId;
  readonly entrantKind: EntrantKind;
  readonly winners: number;
  readonly extra: ExtraFields;
  /** From the caller's `Idempotency-Key`, if it sent one. */
  readonly commandId: CommandId | null;
};

/** Why no draw is held, in order of precedence. */
export type DrawPrizeRefusal =
  | KeyReused
  | { readonly reason: "definition_unknown" }
  | { readonly reason: "not_a_competition" }
  | { readonly reason: "too_many_entrants"; readonly max: number }
  | { readonly reason: "too_few_entrants"; readonly entrants: number };

const drawnSchema = z.object({ id: prizeDrawIdSchema });
type Drawn = z.infer<typeof drawnSchema>;

/**
 * Draws the winners of a competition among those who hold its benefit, and keeps what proves it
 * ([Y1] to [Y3]). The same request under the same key gets the first draw.
 */
export const drawPrize = (
  deps: WriteDeps,
  input: NewPrizeDraw,
): Promise<Result<Drawn, DrawPrizeRefusal>> =>
  answerOnce(deps, input, { kind: "draw_prize", schema: drawnSchema }, drawNow);

const drawNow = async (
  deps: WriteDeps,
  { definitionId, entrantKind, winners: count, extra }: NewPrizeDraw,
  commandId: CommandId,
): Promise<Result<Drawn, DrawPrizeRefusal>> => {
  const found = await findDefinition(deps, "benefit", { id: definitionId });
  if (!found) return err({ reason: "definition_unknown" });
  if (found.definition.type !== "competition") return err({ reason: "not_a_competition" });
  await lockPrizeDraws(deps, definitionId);
  const holders = await readHolders(deps, { definitionId, kind: entrantKind }, ENTRANTS_MAX + 1);
  if (holders.length > ENTRANTS_MAX) return err({ reason: "too_many_entrants", max: ENTRANTS_MAX });
  const before = await readWinners(deps, definitionId);
  const entrants = holders.filter((id) => !before.has(id)).sort();
  if (entrants.length < count) {
    return err({ reason: "too_few_entrants", entrants: entrants.length });
  }
  // Only now, so that nobody can choose the entrants by it.
  const seed = seedSchema.parse(randomBytes(32).toString("hex"));
  const winners = drawWinners(entrants, count, seed);
  const proof = { totalEntrants: entrants.length, entrantsHash: entrantsHash(entrants), seed };
  const draw = { definitionId, entrantKind, winners, extra, ...proof };
  const { id } = await insertPrizeDraw(deps, draw, entrants);
  const named = { prizeDrawId: id, definitionId };
  const context = { ...named, entrantKind, winners: count, ...proof };
  deps.happened({ kind: "prize-draw.created", profileId: null, commandId, context });
  for (const [index, profileId] of winners.entries()) {
    const place = { ...named, position: index + 1 };
    deps.happened({ kind: "prize-draw.won", profileId, commandId, context: place });
  }
  return ok({ id });
};
