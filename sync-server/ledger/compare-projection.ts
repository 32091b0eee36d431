import { isSameShopDay, type ShopDay } from "#shared/commerce/shop-day.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { firstExpiry } from "#shared/ledger/lot.ts";
import { sendAgainAt } from "#shared/sync/lots-for-device.ts";
import { readDueAt } from "#sync-server/storage/due-store.ts";
import { readChainHeads, readOutstanding } from "#sync-server/storage/ledger/account-store.ts";
import { readStoredLots, type StoredLot } from "#sync-server/storage/ledger/lot-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { type FoldedChains, foldChains } from "./fold-chains.ts";
import type { FoldedAccount, FoldedLot } from "./fold-entries.ts";

/** A difference between a projection and what it is made from ([L4]). */
export type Difference = {
  /** Null: it isn't about one profile. */
  readonly profileId: ProfileId | null;
  /**
   * `account`, `due` (when the next lot expires, and devices need the account again), `tier
   * points`, `achievement counts`, the id of the lot, a shop day, or the benefits of a definition.
   */
  readonly part: string;
  readonly field: string;
  readonly stored: string;
  readonly rebuilt: string;
};

/**
 * Compares the stored account and lots of a profile, and what falls due because of them, with what
 * its entries add up to.
 */
export const compareProjection = async (
  deps: ReadDeps & { readonly now: Instant },
  folded: FoldedAccount,
): Promise<readonly Difference[]> => {
  const { profileId } = folded;
  const chains = await foldChains(deps, folded);
  const [account] = await readChainHeads(deps, [profileId]);
  const outstanding = await readOutstanding(deps, profileId);
  const stored = new Map(
    (await readLotsOfChain(deps, chains, profileId)).map((lot) => [lot.lot.lotId, lot]),
  );
  const lotIds = new Set([...stored.keys(), ...folded.lots.keys()]);
  const { openLots } = chains;
  const due = {
    expireAt: await readDueAt(deps, { kind: "expire_lots", key: profileId }),
    sendAt: await readDueAt(deps, { kind: "send_account", key: profileId }),
  };
  const sendAt = sendAgainAt(openLots, deps.now);
  // As time passes it is needed later, so a stored instant may be earlier, and does no harm.
  const isSentInTime = sendAt === null || (due.sendAt !== null && due.sendAt <= sendAt);
  const rebuilt = {
    expireAt: firstExpiry(openLots),
    sendAt: isSentInTime ? due.sendAt : sendAt,
  };
  return [
    ...differences(profileId, "due", due, rebuilt),
    ...differences(
      profileId,
      "account",
      account && accountFields({ ...account, outstanding }),
      accountFields({ ...folded, outstanding: chains.outstanding }),
    ),
    ...[...lotIds].flatMap((lotId) =>
      differences(
        profileId,
        lotId,
        lotFields(stored.get(lotId)),
        lotFields(folded.lots.get(lotId)),
      ),
    ),
  ];
};

/**
 * The stored lots of a chain, whoever has them now; and with those of a profile's own, any that it
 * has of no chain of its.
 */
export const readLotsOfChain = async (
  deps: ReadDeps,
  { ownerId, chainIds }: FoldedChains,
  chainId: ProfileId,
): Promise<readonly StoredLot[]> => {
  const others = chainIds.filter((id) => id !== chainId);
  const isOwner = ownerId === chainId;
  return (await readStoredLots(deps, ownerId)).filter((stored) =>
    isOwner ? !others.includes(stored.chainId) : stored.chainId === chainId,
  );
};

/** The shop days of a profile that differ from its transactions (commerce/SPEC.md [A1]). */
export const shopDayDifferences = (
  profileId: ProfileId,
  {
    stored,
    counted,
    missing,
  }: Readonly<Record<"stored" | "counted" | "missing", readonly ShopDay[]>>,
): readonly Difference[] =>
  missing.flatMap((changed) => {
    const { day, currency, locationId } = changed;
    const part = `shop day ${day} ${currency} ${locationId ?? "-"}`;
    const isSame = (other: ShopDay) => isSameShopDay(other, changed);
    return differences(profileId, part, stored.find(isSame), counted.find(isSame));
  });

type Fields = Readonly<Record<string, string | number | null>>;

const accountFields = (account: {
  readonly version: number;
  readonly headHash: string;
  readonly outstanding: FoldedAccount["outstanding"];
}): Fields => ({
  version: account.version,
  headHash: account.headHash,
  outstanding: account.outstanding
    .map((owed) => `${owed.unit} ${owed.definitionId} ${owed.amount} ${owed.since}`)
    .sort()
    .join(", "),
});

const lotFields = (folded: FoldedLot | StoredLot | undefined): Fields | undefined =>
  folded && {
    ...folded.lot,
    chainId: folded.chainId,
    source: JSON.stringify(folded.source),
    extendedAt: folded.extendedAt,
  };

const differences = (
  profileId: ProfileId,
  part: string,
  stored: Fields | undefined,
  rebuilt: Fields | undefined,
): readonly Difference[] => {
  const fields = new Set([...Object.keys(stored ?? {}), ...Object.keys(rebuilt ?? {})]);
  if (!stored || !rebuilt) {
    return [{ profileId, part, field: "*", stored: presence(stored), rebuilt: presence(rebuilt) }];
  }
  return [...fields]
    .filter((field) => stored[field] !== rebuilt[field])
    .map((field) => ({
      profileId,
      part,
      field,
      stored: String(stored[field]),
      rebuilt: String(rebuilt[field]),
    }));
};

const presence = (fields: Fields | undefined): string => (fields ? "there" : "missing");
