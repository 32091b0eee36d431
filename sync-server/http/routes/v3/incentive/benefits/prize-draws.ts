import { z } from "zod";
import { one } from "#shared/api/envelope.ts";
import { rowNumber } from "#shared/api/fields.ts";
import {
  newPrizeDrawSchema,
  prizeDrawOf,
  prizeDrawView,
  prizeDrawViewSchema,
} from "#shared/api/incentive/benefits/prize-draw.ts";
import { prizeDrawIdSchema } from "#shared/kernel/ids.ts";
import { err, ok } from "#shared/kernel/result.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { invalid, keyReused, unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import { addRoute, type Mount } from "#sync-server/http/routes/v3/route.ts";
import { rowWritten } from "#sync-server/http/routes/v3/write-call.ts";
import {
  listPrizeDraws,
  readEntrantsOf,
  readPrizeDraw,
} from "#sync-server/storage/incentive/benefits/prize-draw-store.ts";
import { prizeDrawTable } from "#sync-server/storage/incentive/benefits/prize-draw-table.ts";

const id = rowNumber.pipe(prizeDrawIdSchema);

/** `/prize-draws`: the winners of competitions (DOMAIN §8.7). */
export const prizeDraws = resource({
  path: "/prize-draws",
  noun: "prize draw",
  scope: "prize-draws",
  id,
  view: prizeDrawViewSchema,
  list: {
    filters: filtersOf(prizeDrawTable, {
      definition_id: "benefit_definition_id",
      entrant_kind: "entrants",
    }),
    page: ({ read }, query) => listPrizeDraws(read, query),
  },
  read: ({ read }, number) => readPrizeDraw(read, number),
  create: {
    body: newPrizeDrawSchema,
    write: async ({ read, write, body, commandId }) => {
      const drawn = await write("drawPrize", { ...prizeDrawOf(body), commandId });
      return rowWritten(drawn, (written) => readPrizeDraw(read, written.id));
    },
    summary: "Draw the winners of a competition",
    description:
      "Among those who hold its benefit (`held`), have used it (`used`) or claimed it (`claimed`), each once, without the winners of its earlier draws. Send an `Idempotency-Key`: the same request under it gets the same draw.",
  },
  show: (_plane, rows) => rows.map(prizeDrawView),
  refusals: {
    key_reused: keyReused,
    definition_unknown: invalid("benefit_definition_id", "There is no such definition in use."),
    not_a_competition: invalid(
      "benefit_definition_id",
      "Winners are drawn only for benefits of type competition, and this one has another type.",
    ),
    too_many_entrants: ({ max }) =>
      invalid("entrants", `More than ${max} would take part: draw among those who used it.`),
    too_few_entrants: ({ entrants }) =>
      invalid("winners", `Only ${entrants} take part, so there can't be more winners.`),
  },
});

/** `GET /prize-draws/{id}/entrants`: everybody who took part, to check the draw with. */
export const addEntrants = (mount: Mount): void => {
  addRoute(mount, {
    method: "GET",
    url: "/prize-draws/:id/entrants",
    scopes: ["read-prize-draws"],
    tag: "prize draws",
    summary: "List everybody who took part in a prize draw",
    noun: "prize draw",
    params: z.object({ id }),
    answer: one(z.array(z.string())),
    handle: async ({ read, params }) => {
      const draw = await readPrizeDraw(read, params.id);
      if (!draw) return err(unknown("prize draw"));
      return ok({ data: [...(await readEntrantsOf(read, params.id))] });
    },
  });
};
