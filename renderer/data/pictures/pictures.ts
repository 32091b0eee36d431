import { type BehaviorSubject, map, mergeWith, switchMap } from "rxjs";
import { inBackground, orElse } from "#renderer/data/concurrency/background.ts";
import { createMutex } from "#renderer/data/concurrency/mutex.ts";
import type { Caches } from "#renderer/data/database/cache.ts";
import type { ReadConfig } from "#renderer/data/query/read-config.ts";
import type { Connection } from "#renderer/data/server/connection.ts";
import type { Session } from "#renderer/data/session/session.ts";
import type { Clock } from "#renderer/data/time/clock.ts";
import { type PictureRef, pictureOf } from "#shared/kernel/picture.ts";
import { createSemaphore } from "#shared/kernel/semaphore.ts";
import { addMs, type Instant } from "#shared/kernel/time.ts";
import { fetchPicture } from "./fetch-picture.ts";
import { type KeptPicture, type KeptPictures, openKeptPictures } from "./kept-pictures.ts";
import { shrinkPicture } from "./shrink-picture.ts";

/** The pictures that screens show. Nothing else ever waits for one. */
export type Pictures = {
  /** The picture, from this device or else from its server; null if neither has it now. */
  readonly read: (ref: PictureRef) => Promise<Blob | null>;
  /** How much of the disk they take up; null if it can't be counted. */
  readonly bytes: () => Promise<number | null>;
  readonly close: () => void;
};

/** Others wait, so that a slow line is left to what matters more. */
const FETCHED_AT_ONCE = 4;

/** How long a picture, or that there is none, is believed without asking the server again. */
const BELIEVED_MS = 3_600_000;

/** As long as the server remembers that a host doesn't give it a picture ([S28]). */
const UNREACHABLE_MS = 60_000;

/**
 * Opens the pictures of this device ([S29]). That of a profile goes with the profile, and as soon
 * as the device hears that the person was erased.
 */
export const openPictures = (deps: {
  readonly caches: Pick<Caches, "cache$">;
  readonly connection: Pick<Connection, "state$">;
  readonly time: Clock;
  readonly session$: BehaviorSubject<Session | null>;
  readonly config$: BehaviorSubject<ReadConfig>;
}): Pictures => {
  const { caches, connection, time, session$, config$ } = deps;
  const fetching = new Map<PictureRef, Promise<Blob | null>>();
  /** When to ask again for those that there weren't, or that can't be drawn. */
  const askAgainAt = new Map<PictureRef, Instant>();
  const inTurn = createSemaphore(FETCHED_AT_ONCE);
  /** Drawing one may take 100 MB. */
  const drawing = createMutex();
  let open: { readonly cache: string; readonly pictures: KeptPictures } | null = null;

  /** Those beside the cache, which another one may have replaced. */
  const kept = (): KeptPictures => {
    const cache = caches.cache$.value.name;
    if (open?.cache === cache) return open.pictures;
    open?.pictures.close();
    askAgainAt.clear();
    open = { cache, pictures: openKeptPictures(cache) };
    return open.pictures;
  };

  const isAhead = (at: Instant | undefined): boolean => at !== undefined && at > time.now();
  const putOff = (ref: PictureRef, ms: number) => askAgainAt.set(ref, addMs(time.now(), ms));

  /** Asks the server for a picture, or whether the one that is here is still the same. */
  const ask = async (ref: PictureRef, before: KeptPicture | null): Promise<Blob | null> => {
    const held = before?.picture ?? null;
    const access = session$.value?.access;
    if (!access) return held;
    const answer = await fetchPicture(access, ref, before?.etag ?? null);
    if (!answer.ok) {
      if (answer.error.kind !== "refused") return held;
      const { code } = answer.error;
      if (code === "picture_unreachable") putOff(ref, UNREACHABLE_MS);
      if (code !== "no_picture") return held;
      putOff(ref, BELIEVED_MS);
      await kept().forget([ref]);
      return null;
    }
    const { etag } = answer.value;
    const sent = answer.value.picture;
    const picture = sent ? await drawing(() => shrinkPicture(sent)) : held;
    if (picture === null) putOff(ref, BELIEVED_MS);
    // Somebody may have been erased meanwhile.
    if (picture === null || !fetching.has(ref)) return null;
    const limitMb = config$.value.programme?.policy.picturesMaxMb ?? 0;
    await kept().keep(ref, { picture, etag, checkedAt: time.now() }, limitMb * 1_000_000);
    return picture;
  };

  const fetchOnce = (ref: PictureRef, before: KeptPicture | null): Promise<Blob | null> => {
    const running = fetching.get(ref);
    if (running) return running;
    const started = inTurn(() => ask(ref, before)).finally(() => {
      if (fetching.get(ref) === started) fetching.delete(ref);
    });
    fetching.set(ref, started);
    return started;
  };

  const forget = async (profileIds: Iterable<string>) => {
    const refs = [...profileIds].map((id) => pictureOf("profile", id));
    for (const ref of refs) fetching.delete(ref);
    if (refs.length > 0) await kept().forget(refs);
  };
  const following = config$
    .pipe(
      map(({ erased }) => erased),
      mergeWith(
        caches.cache$.pipe(
          switchMap(({ database }) => database.profiles.remove$),
          map(({ documentId }) => [documentId]),
        ),
      ),
    )
    .subscribe((gone) => inBackground(forget(gone)));

  return {
    read: async (ref) => {
      // A browser without a place for it still shows what the server sends.
      const before = await orElse(kept().read(ref, time.now()), null);
      const isFresh = before !== null && isAhead(addMs(before.checkedAt, BELIEVED_MS));
      const isEnough = isFresh || isAhead(askAgainAt.get(ref));
      if (isEnough || connection.state$.value !== "online") return before?.picture ?? null;
      const fetched = orElse(fetchOnce(ref, before), null);
      return before?.picture ?? fetched;
    },
    bytes: () => orElse(kept().bytes(), null),
    close: () => {
      following.unsubscribe();
      open?.pictures.close();
    },
  };
};
