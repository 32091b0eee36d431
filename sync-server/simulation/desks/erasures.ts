import { type ProfileId, profileIdSchema } from "#shared/kernel/ids.ts";
import type { Result } from "#shared/kernel/result.ts";
import { lockAccounts } from "#sync-server/ledger/load-account.ts";
import {
  type Erased,
  type EraseRefusal,
  eraseProfile,
} from "#sync-server/merging/erase-profile.ts";
import { restoreProfile } from "#sync-server/merging/restore-profile.ts";
import { createProfileRecord } from "#sync-server/profile/create-profile.ts";
import { deleteProfile } from "#sync-server/profile/delete-profile.ts";
import { updateProfileRecord } from "#sync-server/profile/update-profile.ts";
import { drawDetails } from "#sync-server/simulation/world/chain.ts";
import type { Remembered } from "#sync-server/simulation/world/remembered.ts";
import type { ErasureKind } from "#sync-server/storage/profile/erasure-kind.ts";
import { readChainIds, resolveAlias } from "#sync-server/storage/profile/profile-store.ts";
import type { Write, WriteDeps } from "#sync-server/storage/sql.ts";
import type { DeskAct, DeskDeps } from "./desk.ts";

type EraseDeskDeps = DeskDeps & {
  /** Includes profiles that were merged or created since. */
  readonly profileIds: () => readonly ProfileId[];
};

/**
 * Head office deletes and restores profiles, depersonalises and purges people, and gives some of
 * them a name, an email address or a phone that nobody else has (profile/SPEC.md [I12] to [I18]).
 * Nothing else in the world is told.
 */
export const openEraseDesk = (deps: EraseDeskDeps): DeskAct => {
  const { server, chain, scenario, schedule, random, history } = deps;
  const note = (text: string): void => history.note(schedule.now(), `erase desk: ${text}`);
  const deleted: ProfileId[] = [];
  let named = 0;

  /** Somebody but the first, so that the shops have a customer left. */
  const somebody = (): Promise<ProfileId> => {
    const others = deps.profileIds().filter((id) => id !== chain.profileIds[0]);
    const id = others.length > 0 ? random.pick(others) : deps.profileIds()[0];
    return resolveAlias(server.store.readDeps(), profileIdSchema.parse(id));
  };

  const write = async <I extends object, O extends Result<unknown, object>>(
    what: string,
    written: Write<I, O>,
    input: I,
  ): Promise<O | null> => {
    note(`${what} ${JSON.stringify(input)}`);
    const answer = await server.write(written, input);
    note(`answered ${JSON.stringify(answer?.ok ? "done" : answer)}`);
    if (answer?.ok) history.count(what);
    return answer;
  };

  const join = async (): Promise<void> => {
    const profileId = profileIdSchema.parse(random.uuid7(schedule.now()));
    const joined = await write("joins to be erased", createProfileRecord, {
      profileId,
      details: { ...drawDetails(random), mobilePhone: null, ...contactOf(++named) },
      identities: [],
      joinedAt: server.clock(),
      joinedLocationId: random.pick(chain.locations).id,
      joinedStaffId: null,
    });
    if (!joined?.ok) return;
    history.created.push(profileId);
    history.canaries.push({ profileId, text: canaryOf(named) });
  };

  const rename = async (): Promise<void> => {
    const profileId = await somebody();
    const canary = canaryOf(++named);
    const phone = phoneOf(named);
    const [text, changes] = random.pick([
      [canary, { firstName: canary }],
      [canary, contactOf(named)],
      [phone.slice(-9), { mobilePhone: phone }],
    ] as const);
    const edited = await write("gets a name of its own", updateProfileRecord, {
      profileId,
      changes,
    });
    if (!edited?.ok) return;
    history.edits.push({ profileId, changes });
    history.canaries.push({ profileId, text });
  };

  const hide = async (): Promise<void> => {
    const profileId = await somebody();
    const done = await write("is deleted", deleteProfile, { profileId });
    if (!done?.ok) return;
    history.gone.set(profileId, "deleted");
    deleted.push(profileId);
  };

  const restore = async (): Promise<void> => {
    if (deleted.length === 0) return hide();
    const profileId = random.pick(deleted);
    const done = await write("is restored", restoreProfile, { profileId });
    if (done?.ok) history.gone.delete(profileId);
    else history.count(`restore ${done?.error.reason}`);
  };

  const erase = async (kind: ErasureKind): Promise<void> => {
    const profileId = await somebody();
    const done = await write(kind, eraseWatched, { profileId, kind });
    if (!done?.ok) return;
    const { people, seen } = done.value;
    remember(history.remembered, seen);
    for (const id of people) {
      if (kind === "purge") history.gone.set(id, "purged");
      else if (id === profileId) history.gone.set(id, "depersonalised");
      history.erased.set(id, history.verdicts.size);
    }
  };

  return async () => {
    if (!random.chance(scenario.eraseShare)) return;
    if (history.erased.size === 0) await server.backUp();
    const what = random.between(1, 12);
    if (what <= 3) await join();
    else if (what <= 6) await rename();
    else if (what <= 8) await hide();
    else if (what === 9) await restore();
    else await erase(what <= 11 ? "purge" : "depersonalise");
  };
};

/** One word in a name, and in an email address, however they are folded or taken apart. */
const canaryOf = (n: number): string => `Canary${"abcdefghij".charAt(n % 10)}q${n}x`;
const contactOf = (n: number) => ({ email: `${canaryOf(n).toLowerCase()}@example.com` });
const phoneOf = (n: number): string => `+61491${String(570_000 + n)}`;

/** Erases somebody, and looks at what an observer still has to know before it is gone. */
const eraseWatched = async (
  deps: WriteDeps,
  input: { readonly profileId: ProfileId; readonly kind: ErasureKind },
): Promise<Result<Erased & { readonly seen: Remembered }, EraseRefusal>> => {
  const people = await readChainIds(deps, input.profileId);
  await lockAccounts(deps, people);
  const { sql } = deps;
  const seen = {
    events: await sql.selectFrom("events").selectAll().where("profile_id", "in", people).execute(),
    notes: await sql.selectFrom("notes").selectAll().where("profile_id", "in", people).execute(),
    claims: await sql
      .selectFrom("transaction_claims")
      .selectAll()
      .where("profile_id", "in", people)
      .execute(),
  };
  const erased = await eraseProfile(deps, input);
  return erased.ok ? { ok: true, value: { ...erased.value, seen } } : erased;
};

const remember = (all: Remembered, seen: Remembered): void => {
  all.events.push(...seen.events.filter(({ context }) => context !== "{}"));
  all.notes.push(...seen.notes);
  all.claims.push(...seen.claims);
};
