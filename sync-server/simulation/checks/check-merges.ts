import { profileIdSchema } from "#shared/kernel/ids.ts";
import { CARD_ACCOUNT, isLiving, profileTypeSchema } from "#shared/profile/profile-type.ts";
import type { History } from "#sync-server/simulation/world/history.ts";
import { parseVerdict } from "./check-redemptions.ts";
import type { Records } from "./records.ts";

/**
 * [I1], [I2]: a merged profile is deleted, leads in one step to the one that it is now, and owns
 * nothing. What was redeemed for it, by a device or a till, is that one's.
 */
export const checkMerges = (history: History, records: Records): void => {
  const { eras, profiles } = records;
  const aliases = new Map(records.aliases.map((row) => [row.alias_id, row.profile_id]));
  for (const { id, profile_type: type } of profiles) {
    const ownerId = eras.ownerOf(id);
    if ((aliases.get(id) ?? id) !== ownerId) {
      history.violate(`[I2] ${id} leads to ${aliases.get(id)}, not to ${ownerId}`);
    }
    const gone = history.gone.get(profileIdSchema.parse(id));
    const expected = gone ?? (ownerId === id ? null : "deleted");
    const isRight =
      expected === null
        ? isLiving(profileTypeSchema.parse(type)) || type === CARD_ACCOUNT
        : type === expected;
    if (!isRight) {
      history.violate(
        `[I1] [I12] ${id} is ${type}, not ${expected}, and the profile of ${ownerId}`,
      );
    }
    if (ownerId !== id) checkNothingLeft(history, records, id);
  }
  for (const target of aliases.values()) {
    if (aliases.has(target)) history.violate(`[I2] ${target} is an alias that others lead to`);
  }
  for (const { command } of history.made.values()) {
    const row = records.redemptions.find((each) => each.command_id === command.commandId);
    if (command.kind !== "redeem" || !row) continue;
    const holderId = aliases.get(command.profileId) ?? command.profileId;
    const isNew = !profiles.some(({ id }) => id === command.profileId);
    if (!eras.mayBeOf(isNew ? holderId : command.profileId, row.profile_id)) {
      history.violate(`[I2] ${command.commandId} of ${command.profileId} is ${row.profile_id}'s`);
    }
    const named = parseVerdict(history.verdicts.get(command.commandId)?.text ?? "{}").profileId;
    if (named !== null && !isNew && named !== command.profileId) {
      history.count("redeemed for a merged profile");
    }
  }
};

const checkNothingLeft = (history: History, records: Records, id: string): void => {
  for (const table of OWNED) {
    const left = records[table].filter((row) => row.profile_id === id);
    if (left.length > 0) history.violate(`[I5] ${id} was merged and has ${left.length} ${table}`);
  }
  const account = records.accounts.find((row) => row.profile_id === id);
  if (account && account.outstanding !== "[]") {
    history.violate(`[I4] ${id} was merged and owes ${account.outstanding}`);
  }
};

const OWNED = ["lots", "redemptions", "writeOffs", "notes", "transactions", "claims"] as const;
