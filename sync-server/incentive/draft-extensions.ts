import { decideExtend, type ExtendRefusal, type Extension } from "#shared/incentive/extend-lot.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { CommandId, DefinitionId } from "#shared/kernel/ids.ts";
import type { Cents } from "#shared/kernel/money.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { EntryDraft, Unit } from "#shared/ledger/entry.ts";
import type { LockedAccount } from "#sync-server/ledger/load-account.ts";
import { readExpiredAmounts } from "#sync-server/storage/entry-store.ts";
import { readLotsByNumber } from "#sync-server/storage/lot-record-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { withLot } from "./with-lot.ts";

/** Which lots of an account to extend, and how far. */
export type LotExtension = {
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
 * Drafts the entries that extend the lots, all or none; a number that is there twice counts once
 * (DOMAIN §6.5, §8.6). The account gets the lots that were used up, which the entries may revive.
 */
export const draftExtensions = async (
  deps: WriteDeps,
  locked: LockedAccount,
  { unit, numbers, extension, commandId, definitionsOf, worthOf }: LotExtension,
): Promise<
  Result<
    { readonly locked: LockedAccount; readonly drafts: readonly EntryDraft[] },
    ({ readonly reason: "lot_unknown" } | ExtendRefusal) & { readonly number: number }
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
      locationId: null,
      staffId: null,
      deviceId: null,
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
