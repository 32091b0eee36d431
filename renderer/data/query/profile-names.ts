import { combineLatest, type Observable, switchMap } from "rxjs";
import { orElse } from "#renderer/data/concurrency/background.ts";
import type { Cache } from "#renderer/data/database/cache.ts";
import type { OutboxEntry } from "#renderer/data/outbox/outbox-entry.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { profileIdOf } from "#shared/sync/command.ts";
import { commandsOnTop } from "#shared/sync/on-top.ts";
import { projectPendingProfile } from "#shared/sync/pending.ts";
import { readProfilesById } from "./fact-queries.ts";
import { nameOf } from "./profile-view.ts";

export type NamedEntries = {
  readonly entries: readonly OutboxEntry[];
  readonly nameOf: (profileId: ProfileId) => string | null;
};

/** Watches the open commands, with the names of their profiles as the screens show them. */
export const watchNamedEntries = (
  cache$: Observable<Cache>,
  entries$: Observable<readonly OutboxEntry[]>,
): Observable<NamedEntries> =>
  combineLatest([cache$, entries$]).pipe(
    switchMap(async ([cache, entries]) => {
      const ids = new Set(
        entries.flatMap(({ command }) => (command ? (profileIdOf(command) ?? []) : [])),
      );
      // What waits to be sent must be shown, even without names.
      const facts = await orElse(readProfilesById(cache, [...ids]), []);
      const onTop = commandsOnTop(entries);
      const names = new Map<ProfileId, string>();
      for (const id of ids) {
        const fact = facts.find((profile) => profile.id === id) ?? null;
        const shown = projectPendingProfile(id, fact, onTop);
        if (shown) names.set(id, nameOf(shown));
      }
      return { entries, nameOf: (id: ProfileId) => names.get(id) ?? null };
    }),
  );
