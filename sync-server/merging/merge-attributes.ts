import { unreachable } from "#shared/kernel/assert.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { stricterConsent } from "#shared/profile/stricter-consent.ts";
import { saysTheSame } from "#sync-server/profile/plan-attributes.ts";
import {
  type AttributeRecord,
  moveAttributes,
  readAttributes,
  updateAttribute,
} from "#sync-server/storage/profile/attribute-store.ts";
import type { MergeBody } from "#sync-server/storage/profile/merge-table.ts";
import {
  profileRegionStore,
  readProfileRegions,
} from "#sync-server/storage/profile/profile-region-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

type Merged = Pick<MergeBody, "attributes" | "consentFromLoser" | "overruled"> & {
  readonly moved: readonly number[];
};

/**
 * Moves the attributes that only the loser has, and joins those that a profile has once ([I6],
 * [I7]). What the winner's overrules stays with the loser.
 */
export const mergeAttributes = async (
  deps: WriteDeps,
  winnerId: ProfileId,
  loserId: ProfileId,
): Promise<Merged> => {
  const all = await readAttributes(deps, [winnerId, loserId]);
  const own = all.filter(({ profileId }) => profileId === winnerId);
  const theirs = all.filter(({ profileId }) => profileId === loserId);
  const moved: number[] = [];
  const changed: MergeBody["attributes"] = [];
  const overruled: string[] = [];
  let consentFromLoser: readonly string[] = [];
  const hasDefault = own.some(isDefault);
  const put = async (row: AttributeRecord, after: AttributeRecord["body"]): Promise<void> => {
    await updateAttribute(deps, row.id, after);
    changed.push({ id: row.id, before: row.body, after });
  };
  for (const row of theirs) {
    const held = own.find((each) =>
      row.key === null
        ? each.kind === row.kind && saysTheSame(each.body, row.body)
        : each.kind === row.kind && each.key === row.key,
    );
    if (!held) {
      moved.push(row.id);
      if (hasDefault && isDefault(row)) await put(row, { ...row.body, is_default: false });
      continue;
    }
    switch (row.kind) {
      case "comms": {
        const { body, fromLoser } = stricterConsent(held.body, row.body);
        consentFromLoser = fromLoser;
        if (fromLoser.length > 0) await put(held, body);
        break;
      }
      case "appearance": {
        const missing = Object.entries(row.body).filter(
          ([name]) => (held.body[name] ?? null) === null,
        );
        if (missing.length > 0) await put(held, { ...held.body, ...Object.fromEntries(missing) });
        break;
      }
      case "address":
      case "custom":
      case "date":
        if (row.key !== null && !saysTheSame(held.body, row.body)) overruled.push(row.key);
        break;
      default:
        unreachable(row.kind);
    }
  }
  await moveAttributes(deps, moved, winnerId);
  return { moved, attributes: changed, consentFromLoser: [...consentFromLoser], overruled };
};

const isDefault = ({ kind, body }: AttributeRecord): boolean =>
  kind === "address" && body["is_default"] === true;

/** Moves the regions that only the loser is in; the winner's active one stays so (DOMAIN §14.3). */
export const mergeRegions = async (
  deps: WriteDeps,
  winnerId: ProfileId,
  loserId: ProfileId,
): Promise<readonly number[]> => {
  const own = await readProfileRegions(deps, [winnerId]);
  const isActive = own.every((each) => !each.isActive);
  const moved: number[] = [];
  for (const each of await readProfileRegions(deps, [loserId])) {
    if (own.some(({ regionId }) => regionId === each.regionId)) continue;
    const fields = { profileId: winnerId, ...(isActive ? {} : { isActive: false }) };
    await profileRegionStore.update(deps, each.id, fields);
    moved.push(each.id);
  }
  return moved;
};

/** Moves attributes back, and takes out what was put in, unless it has been changed since. */
export const unmergeAttributes = async (
  deps: WriteDeps,
  loserId: ProfileId,
  { moved, attributes }: Pick<Merged, "moved" | "attributes">,
  winnerId: ProfileId,
): Promise<void> => {
  const held = await readAttributes(deps, [winnerId]);
  for (const { id, before, after } of attributes) {
    const now = held.find((row) => row.id === id);
    if (!now) continue;
    const back = Object.entries(now.body).flatMap(([name, value]) => {
      const isUntouched = JSON.stringify(value) === JSON.stringify(after[name]);
      if (!isUntouched) return [[name, value] as const];
      return before[name] === undefined ? [] : [[name, before[name]] as const];
    });
    await updateAttribute(deps, id, Object.fromEntries(back));
  }
  const left = moved.filter((id) => held.some((row) => row.id === id));
  await moveAttributes(deps, left, loserId);
};

/** Moves regions back. */
export const unmergeRegions = async (
  deps: WriteDeps,
  ids: readonly (string | number)[],
  { from, to }: { readonly from: ProfileId; readonly to: ProfileId },
): Promise<void> => {
  const held = await readProfileRegions(deps, [from]);
  for (const each of held.filter(({ id }) => ids.includes(id))) {
    await profileRegionStore.update(deps, each.id, { profileId: to });
  }
};
