import { z } from "zod";
import { isSameJson } from "#shared/kernel/canonical.ts";
import { commandIdSchema, profileIdSchema } from "#shared/kernel/ids.ts";
import { redeemOnce } from "#sync-server/redemption/redeem-once.ts";
import type { History } from "#sync-server/simulation/world/history.ts";
import type { Scenario } from "#sync-server/simulation/world/scenario.ts";
import type { Seeded } from "#sync-server/simulation/world/seeded.ts";
import { resolveAlias } from "#sync-server/storage/profile/profile-store.ts";
import type { Write } from "#sync-server/storage/sql.ts";
import { readAnswered } from "#sync-server/storage/sync/command-store.ts";
import type { SimServer } from "./sim-server.ts";

/** Sends a write until it is answered; null if it never is. */
export type Call = <I extends object, O>(write: Write<I, O>, input: I) => Promise<O | null>;

/**
 * Calls like another system, which retries until it gets an answer, and sometimes repeats what was
 * answered. The same request then gets the first answer (DOMAIN §1.2 no. 12).
 */
export const createCaller =
  (deps: {
    readonly server: SimServer;
    readonly scenario: Scenario;
    readonly random: Seeded;
    readonly history: Pick<History, "violate" | "count" | "gone">;
    readonly note: (text: string) => void;
  }): Call =>
  async <I extends object, O>(write: Write<I, O>, asked: I) => {
    const { server, scenario, random, note } = deps;
    const input = await asRouted(server, write, asked);
    let first: O | null = null;
    for (let tries = 0; tries < 8; tries++) {
      if (random.chance(scenario.crashShare)) server.crashAfter(random.between(0, 1));
      const answer = await server.write(write, input);
      note(`answered ${JSON.stringify(answer)}`);
      if (answer === null) continue;
      if (goneSchema.safeParse(answer).success) await checkGone(deps, input, answer);
      if (first !== null) await compare(deps, input, first, answer);
      first ??= answer;
      if (!random.chance(scenario.network.duplicateShare)) break;
    }
    return first;
  };

/** As a route of the API does: for the profile that the named one is now. */
const asRouted = async <I extends object, O>(
  server: SimServer,
  write: Write<I, O>,
  input: I,
): Promise<I> => {
  const named = namedSchema.safeParse(input).data;
  if (!named || write.name === redeemOnce.name) return input;
  const { profileId } = named;
  return { ...input, profileId: await resolveAlias(server.store.readDeps(), profileId) };
};

const namedSchema = z.object({ profileId: profileIdSchema });

/**
 * [I2] What is for a merged profile is the winner's: only a merge at the same moment may be in the
 * way, or that head office has deleted or erased the profile ([I12], [I14]).
 */
const checkGone = async (
  { server, history }: Pick<Parameters<typeof createCaller>[0], "server" | "history">,
  input: object,
  answer: unknown,
): Promise<void> => {
  const named = namedSchema.safeParse(input).data;
  const now = named && (await resolveAlias(server.store.readDeps(), named.profileId));
  if (now !== named?.profileId) return history.count("merged at the same moment");
  for (const [id] of JSON.stringify(input).matchAll(UUID)) {
    const ownerId = await resolveAlias(server.store.readDeps(), profileIdSchema.parse(id));
    if (history.gone.has(ownerId)) return history.count("asked for somebody gone");
  }
  history.violate(`[I2] ${JSON.stringify(input)} was answered ${JSON.stringify(answer)}`);
};

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

const goneSchema = z.object({
  ok: z.literal(false),
  error: z.object({ reason: z.enum(["profile_unknown", "profile_deleted"]) }),
});

/** A request that can be recognised again: by its key, or as a transaction that was sent before. */
const repeatable = z.union([
  z.object({ commandId: commandIdSchema }),
  z.object({ transaction: z.object({ externalId: z.string() }) }),
]);

/** An answer but for whether it is the first: a repeated transaction says "unchanged". */
const done = z.object({ ok: z.literal(true), value: z.looseObject({ status: z.unknown() }) });

/** A refusal that isn't kept may pass, so it says nothing about the next answer. */
const compare = async (
  { server, history }: Pick<Parameters<typeof createCaller>[0], "server" | "history">,
  input: unknown,
  first: unknown,
  again: unknown,
): Promise<void> => {
  const asked = repeatable.safeParse(input).data;
  if (!asked) return;
  const isKept =
    done.safeParse(first).success ||
    ("commandId" in asked && (await readAnswered(server.store.readDeps(), asked.commandId)));
  if (!isKept) return;
  history.count("repeat compared");
  if (isSameJson(withoutStatus(first), withoutStatus(again))) return;
  const said = `${JSON.stringify(first)}, then ${JSON.stringify(again)}`;
  history.violate(`[S5] ${JSON.stringify(asked)} was answered ${said}`);
};

const withoutStatus = (answer: unknown): unknown => {
  const { data } = done.safeParse(answer);
  return data ? { ...data, value: { ...data.value, status: null } } : answer;
};
