import { combineLatest, type Observable, type Subscription } from "rxjs";
import { inBackground } from "#renderer/data/concurrency/background.ts";
import { createMutex } from "#renderer/data/concurrency/mutex.ts";
import type { Cache } from "#renderer/data/database/cache.ts";
import type { OutboxEntry } from "#renderer/data/outbox/outbox-entry.ts";
import { type Command, profileIdOf } from "#shared/sync/command.ts";
import { commandsOnTop } from "#shared/sync/on-top.ts";
import { collectionsShowing, projectPendingProfile } from "#shared/sync/pending.ts";
import { readProfilesById } from "./fact-queries.ts";
import { type OverlayRow, type ProfileSearch, searchRowOf } from "./profile-search.ts";

/** Finds profiles with pending commands applied ([S6]), as soon as they are submitted. */
export type CurrentSearch = Pick<
  ProfileSearch,
  "search" | "findByIdentifier" | "list" | "figures"
> & {
  readonly following: Subscription;
};

/** Keeps pending commands applied to the index. A search waits until they are. */
export const createCurrentSearch = (
  cache$: Observable<Cache>,
  entries$: Observable<readonly OutboxEntry[]>,
  index: ProfileSearch,
): CurrentSearch => {
  const withLock = createMutex();
  let shown = "";
  let overlaid: Promise<void> = Promise.resolve();

  const following = combineLatest([cache$, entries$]).subscribe(([cache, entries]) => {
    const commands = commandsOnTop(entries).filter((command) =>
      collectionsShowing(command).includes("profiles"),
    );
    const wanted = [cache.name, ...commands.map(({ commandId }) => commandId)].join();
    // The index of another cache is new, and shows nothing pending.
    if (wanted === shown) return;
    const isNothing = commands.length === 0 && !shown.includes(",");
    shown = wanted;
    if (isNothing) return;
    overlaid = withLock(async () => index.overlay(await overlayRows(cache, commands)));
    inBackground(overlaid);
  });

  return {
    following,
    search: async (text, limit, phone) => {
      await overlaid.catch(() => undefined);
      return index.search(text, limit, phone);
    },
    findByIdentifier: async (identifier) => {
      await overlaid.catch(() => undefined);
      return index.findByIdentifier(identifier);
    },
    list: async (request) => {
      await overlaid.catch(() => undefined);
      return index.list(request);
    },
    figures: async (request) => {
      await overlaid.catch(() => undefined);
      return index.figures(request);
    },
  };
};

const overlayRows = async (
  cache: Cache,
  commands: readonly Command[],
): Promise<readonly OverlayRow[]> => {
  const ids = [...new Set(commands.flatMap((command) => profileIdOf(command) ?? []))];
  const profiles = await readProfilesById(cache, ids);
  return ids.flatMap((id): readonly OverlayRow[] => {
    const fact = profiles.find((profile) => profile.id === id) ?? null;
    const profile = projectPendingProfile(id, fact, commands);
    return profile ? [{ shown: searchRowOf(profile), fact: fact ? searchRowOf(fact) : null }] : [];
  });
};
