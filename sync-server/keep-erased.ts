import type { TenantId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { type Instant, instant } from "#shared/kernel/time.ts";
import { covers } from "#sync-server/storage/profile/erasure-kind.ts";
import type { ErasedList } from "./erased-list.ts";
import { readErasedIds } from "./storage/profile/erase-store.ts";
import type { Store } from "./store.ts";

/**
 * Makes a database and the list of those who are gone agree, before anything is served ([I18]):
 * erases again whom a restored backup has brought back, and returns how many they were; and adds to
 * the list who is missing there, because another server erased them. Without a list, although
 * somebody is gone, nobody can know who else was: refuses in one sentence, unless told to go on. So
 * it does, always, of a list that can't be read or written, before anybody is erased.
 */
export const keepErased = async (
  store: Pick<Store, "read" | "write">,
  tenantId: TenantId,
  list: ErasedList,
  { mayBeMissing }: { readonly mayBeMissing: boolean },
): Promise<Result<number, string>> => {
  const held = await readErasedIds(store.read(tenantId), EVER);
  if (held.length > 0 && !list.exists() && !mayBeMissing) {
    return err(
      `The list of erased people ${list.path} is missing, so a backup may have brought some of them back. ` +
        "Copy it there from before, or from another server; if it is lost, run `npm run restored` to go on without it.",
    );
  }
  const prepared = list.prepare();
  if (!prepared.ok) return prepared;
  const listed = list.read();
  if (!listed.ok) return listed;
  const gone = new Map(held.map((each) => [each.profileId, each.kind]));
  let again = 0;
  for (const { tenantId: of, profileId, kind } of listed.value) {
    const done = gone.get(profileId);
    if (of !== tenantId || (done && covers(done, kind))) continue;
    if (await store.write("eraseAgain", tenantId, { profileId, kind })) again += 1;
  }
  await listErased({ store, tenantId, list }, EVER);
  return ok(again);
};

const EVER = instant(0);

/**
 * Adds to a server's list whom other servers of the same database have erased since an instant
 * ([I18]).
 */
export const listErased = async (
  deps: {
    readonly store: Pick<Store, "read">;
    readonly tenantId: TenantId;
    readonly list: ErasedList;
  },
  since: Instant,
): Promise<void> => {
  const { store, tenantId, list } = deps;
  const held = await readErasedIds(store.read(tenantId), since);
  list.add(held.map((each) => ({ ...each, tenantId })));
};
