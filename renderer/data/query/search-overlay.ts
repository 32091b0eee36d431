import type { Observable, Subscription } from "rxjs";
import { combineLatest, concatMap, distinctUntilChanged, map } from "rxjs";
import type { Cache } from "#renderer/data/cache.ts";
import type { OutboxEntry } from "#renderer/data/outbox/outbox-entry.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { projectPendingProfile } from "#shared/sync/pending.ts";
import { readProfilesById } from "./fact-queries.ts";
import { commandsOnTop } from "./on-top.ts";
import { type OverlayRow, type ProfileSearch, searchRowOf } from "./profile-search.ts";

/** Keeps the search index showing profiles as pending commands make and change them ([S6]). */
export const overlayPending = (
  cache$: Observable<Cache>,
  entries$: Observable<readonly OutboxEntry[]>,
  search: ProfileSearch,
): Subscription =>
  combineLatest([cache$, entries$])
    .pipe(
      map(([cache, entries]) => {
        const commands = commandsOnTop(entries).filter(
          ({ kind }) => kind === "create_profile" || kind === "edit_profile",
        );
        return { cache, commands, key: keyOf(cache, commands) };
      }),
      distinctUntilChanged((a, b) => a.key === b.key),
      concatMap(async ({ cache, commands }) => {
        const ids = new Set(
          commands.flatMap((command): readonly ProfileId[] =>
            command.kind === "create_profile" || command.kind === "edit_profile"
              ? [command.profileId]
              : [],
          ),
        );
        const facts = new Map(
          (await readProfilesById(cache, [...ids])).map((profile) => [profile.id, profile]),
        );
        const rows = [...ids].flatMap((id): readonly OverlayRow[] => {
          const fact = facts.get(id) ?? null;
          const shown = projectPendingProfile(id, fact, commands);
          return shown
            ? [{ shown: searchRowOf(shown), fact: fact ? searchRowOf(fact) : null }]
            : [];
        });
        await search.overlay(rows);
      }),
    )
    .subscribe();

const keyOf = (cache: Cache, commands: readonly { readonly commandId: string }[]): string =>
  [cache.name, ...commands.map(({ commandId }) => commandId)].join();
