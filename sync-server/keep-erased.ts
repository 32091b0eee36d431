import type { TenantId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { ErasedList } from "./erased-list.ts";
import { readErasedIds } from "./storage/profile/erase-store.ts";
import type { Store } from "./store.ts";

/**
 * Makes a database and the list of those who are gone agree, before anything is served ([I18]):
 * erases again whom a restored backup has brought back, and returns how many they were; and adds to
 * the list who is missing there, because another server erased them. Without a list, although
 * somebody is gone, nobody can know who else was: refuses in one sentence, unless told to go on.
 */
export const keepErased = async (
  store: Pick<Store, "read" | "write">,
  tenantId: TenantId,
  list: ErasedList,
  { mayBeMissing }: { readonly mayBeMissing: boolean },
): Promise<Result<number, string>> => {
  const held = await readErasedIds(store.read(tenantId));
  if (held.length > 0 && !list.exists() && !mayBeMissing) {
    return err(
      `The list of erased people ${list.path} is missing, so a backup may have brought some of them back. ` +
        "Copy it there from before, or from another server; if it is lost, run `npm run restored` to go on without it.",
    );
  }
  const listed = list.read().filter((each) => each.tenantId === tenantId);
  const gone = new Set(held.map(({ profileId }) => profileId));
  let again = 0;
  for (const { profileId, kind } of listed) {
    if (gone.has(profileId)) continue;
    if (await store.write("eraseAgain", tenantId, { profileId, kind })) again += 1;
  }
  const known = new Set(listed.map(({ profileId }) => profileId));
  const missing = held.filter(({ profileId }) => !known.has(profileId));
  if (missing.length > 0) list.add(missing.map((each) => ({ ...each, tenantId })));
  return ok(again);
};
