import { combineLatest, type Observable, switchMap } from "rxjs";
import type { Cache } from "#renderer/data/cache.ts";
import type { OutboxEntry } from "#renderer/data/outbox/outbox-entry.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { profileIdOf } from "#shared/sync/command.ts";
import { commandsOnTop } from "#shared/sync/on-top.ts";
import { readProfilesById } from "./fact-queries.ts";
import { nameOf } from "./profile-view.ts";

export type NamedEntries = {
  readonly entries: readonly OutboxEntry[];
  readonly nameOf: (profileId: ProfileId) => string | null;
};

/** The open commands with the names of the people that they are about. */
export const watchNamedEntries = (
  cache$: Observable<Cache>,
  entries$: Observable<readonly OutboxEntry[]>,
): Observable<NamedEntries> =>
  combineLatest([cache$, entries$]).pipe(
    switchMap(async ([cache, entries]) => {
      const ids = new Set(
        entries.flatMap(({ command }) => (command ? (profileIdOf(command) ?? []) : [])),
      );
      const profiles = await readProfilesById(cache, [...ids]);
      const names = new Map<ProfileId, string>(
        commandsOnTop(entries).flatMap((command) =>
          command.kind === "create_profile" ? [[command.profileId, nameOf(command.details)]] : [],
        ),
      );
      for (const profile of profiles) names.set(profile.id, nameOf(profile));
      return { entries, nameOf: (id: ProfileId) => names.get(id) ?? null };
    }),
  );
