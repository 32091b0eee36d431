import type { ProfileId } from "#shared/kernel/ids.ts";
import type { AccountFact } from "#shared/sync/facts.ts";
import { isMissingFromFacts } from "#shared/sync/on-top.ts";
import type { OutboxParts } from "./outbox-parts.ts";

export type ReadAccounts = (ids: readonly ProfileId[]) => Promise<readonly AccountFact[]>;

/**
 * Run at every start. Reopens settled redemptions that are missing from their account. Cache writes
 * are less durable than outbox writes, so a power cut may lose facts that were already seen, and
 * the same value could be redeemed again ([F2], [S6]).
 */
export const reopenSettled = async (
  { entries }: OutboxParts,
  readAccounts: ReadAccounts,
): Promise<void> => {
  const redeemed = [...(await entries.readDone()), ...entries.open$.value].flatMap((entry) => {
    const profileId = entry.verdict?.profileId;
    return profileId && isMissingFromFacts(entry, null) ? [{ entry, profileId }] : [];
  });
  if (redeemed.length === 0) return;
  const accounts = new Map<string, AccountFact>(
    (await readAccounts([...new Set(redeemed.map(({ profileId }) => profileId))])).map(
      (account) => [account.profileId, account],
    ),
  );
  const missing = redeemed.filter(({ entry, profileId }) =>
    isMissingFromFacts(entry, accounts.get(profileId) ?? null),
  );
  await entries.update(missing.map(({ entry }) => ({ ...entry, state: "settling" })));
};
