import { decideExtend, type ExtendRefusal, type Extension } from "#shared/incentive/extend-lot.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { CommandId, DefinitionId, ProfileId, StaffId } from "#shared/kernel/ids.ts";
import type { Cents } from "#shared/kernel/money.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { DoneByHand } from "#shared/ledger/by-hand.ts";
import { BY_NOBODY, type EntryDraft, type Unit } from "#shared/ledger/entry.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import type { TooManyAnHour } from "#shared/redemption/velocity.ts";
import { appendDrafts } from "#sync-server/ledger/append.ts";
import { type LockedAccount, lockAccount } from "#sync-server/ledger/load-account.ts";
import { type StaffUnknown, staffNamed } from "#sync-server/organisation/staff.ts";
import { readExpiredAmounts } from "#sync-server/storage/ledger/lot-ends-store.ts";
import { readLotsByNumber } from "#sync-server/storage/ledger/lot-record-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { meterChange } from "./meter-manual-issue.ts";
import { withLot } from "./with-lot.ts";

/** Which lots of a profile to extend, and how far. */
export type LotExtension = DoneByHand & {
  readonly profileId: ProfileId;
  readonly unit: Unit;
  readonly numbers: readonly number[];
  readonly extension: Extension;
  readonly commandId: CommandId;
  /** The current versions of definitions, also of deleted ones. */
  readonly definitionsOf: (
    ids: readonly DefinitionId[],
  ) => Promise<readonly { readonly definition: ExtendableDefinition }[]>;
  /** What an amount of a lot is worth. */
  readonly worthOf: (amount: number) => Cents;
};

type ExtendableDefinition = { readonly id: DefinitionId } & Parameters<typeof decideExtend>[2];

/**
 * Why nothing is extended, in order of precedence; giving value back counts as an issue. With
 * `number`, it is about one lot.
 */
export type ExtensionRefusal =
  | { readonly reason: "profile_unknown" }
  | StaffUnknown
  | (OneRefusal & { readonly number: number })
  | TooManyAnHour;

type OneRefusal = { readonly reason: "lot_unknown" } | ExtendRefusal;

/** Moves the expiry of lots to a later time by `extend` entries, in one command. */
export const extendLots = async (
  deps: WriteDeps,
  extension: LotExtension,
): Promise<Result<null, ExtensionRefusal>> => {
  const locked = await lockAccount(deps, extension.profileId);
  if (!locked || !isLiving(locked.profileType)) return err({ reason: "profile_unknown" });
  const staff = await staffNamed(deps, extension.staff);
  if (!staff.ok) return staff;
  const asked = { ...extension, staffId: staff.value };
  const drafted = await draftExtensions(deps, locked, asked);
  if (!drafted.ok) return drafted;
  const { drafts } = drafted.value;
  const by = { commandId: extension.commandId, staffId: staff.value };
  const metered = await meterChange(deps, drafted.value.locked, drafts, by);
  if (!metered.ok) return metered;
  await appendDrafts(deps, drafted.value.locked, drafts);
  return ok(null);
};

/**
 * Drafts the entries that extend the lots, all or none; a number that is there twice counts once
 * (DOMAIN §6.5, §8.6). The account gets the lots that were used up, which the entries may revive.
 */
export const draftExtensions = async (
  deps: WriteDeps,
  locked: LockedAccount,
  {
    unit,
    numbers,
    extension,
    commandId,
    staffId = null,
    byHand,
    definitionsOf,
    worthOf,
  }: Omit<LotExtension, "profileId" | "staff"> & { readonly staffId?: StaffId | null },
): Promise<
  Result<
    { readonly locked: LockedAccount; readonly drafts: readonly EntryDraft[] },
    OneRefusal & { readonly number: number }
  >
> => {
  const { profileId } = locked.account;
  const lots = await readLotsByNumber(deps, unit, numbers);
  const lotOf = new Map(lots.map((lot) => [lot.number, lot]));
  const used = lots.filter((lot) => lot.profileId === profileId && lot.remaining <= 0);
  const expired = await readExpiredAmounts(
    deps,
    profileId,
    used.map(({ lotId }) => lotId),
  );
  const definitions = await definitionsOf([
    ...new Set(lots.flatMap(({ definitionId }) => definitionId ?? [])),
  ]);
  const definitionOf = new Map(definitions.map(({ definition }) => [definition.id, definition]));
  const drafts: EntryDraft[] = [];
  let extended = locked;
  for (const number of new Set(numbers)) {
    const lot = lotOf.get(number);
    if (lot?.profileId !== profileId) return err({ reason: "lot_unknown", number });
    const found = lot.definitionId === null ? undefined : definitionOf.get(lot.definitionId);
    const definition = assertDefined(found, "a lot has its definition");
    const decided = decideExtend(extended.account, lot, definition, {
      commandId,
      occurredAt: deps.now,
      timezone: lot.timezone,
      source: { type: "api", id: commandId },
      ...BY_NOBODY,
      staffId,
      byHand,
      extension,
      expiredAmount: expired.get(lot.lotId) ?? 0,
      firstIndex: drafts.length,
      worthOf,
    });
    if (!decided.ok) return err({ ...decided.error, number });
    drafts.push(...decided.value);
    extended = withLot(extended, lot);
  }
  return ok({ locked: extended, drafts });
};
