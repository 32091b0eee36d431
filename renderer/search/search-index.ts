import type { LocationId, ProfileId } from "#shared/kernel/ids.ts";
import { formsOfIdentifier } from "#shared/profile/contact-forms.ts";
import { parseQuery } from "#shared/profile/search-query.ts";
import { buildSegment } from "./build-segment.ts";
import type { ListedIds, ListRequest, ProfileListing } from "./customer-list.ts";
import { homeAt } from "./list-columns.ts";
import { listSegments } from "./list-segments.ts";
import { rowsOfIdentifier } from "./match-contacts.ts";
import { mergeHits } from "./merge-hits.ts";
import { SEARCH_HITS_MAX, type SearchAnswer, type SearchRow } from "./search-row.ts";
import { searchSegments } from "./search-segments.ts";
import { findRow, liveRows, type Segment, wholeAgain } from "./segment.ts";

/**
 * Finds profiles, or something else with a name and numbers, by what staff type or scan. Held in
 * memory, for one device.
 */
export type SearchIndex<Id extends string = ProfileId> = {
  /**
   * The best hits for a typed text, at most `limit` (and never more than `SEARCH_HITS_MAX`). It
   * matches words of the name in any order, phone numbers in any notation, phones and identifiers
   * by their last digits (three or more), email addresses and identifiers. Any text is allowed.
   * `phone` is the phone number (E.164) that the text is by the rule for saving; null if it isn't.
   */
  readonly search: (text: string, limit: number, phone?: string | null) => SearchAnswer<Id>;
  /**
   * The profiles with this identifier, ignoring case, punctuation and zeros at the start. For a
   * scan; `bestIdentifierMatches` says which of them are meant.
   */
  readonly findByIdentifier: (identifier: string) => readonly Id[];
  /** Some rows of a list of customers, and how many there are. */
  readonly list: (request: ListRequest<ProfileListing>) => ListedIds<Id>;
  /** Whether there is such a profile, who shops at `homeId` unless that is null. */
  readonly isHere: (id: Id, homeId: LocationId | null) => boolean;
  /** Adds or replaces a profile. */
  readonly upsert: (row: SearchRow<Id>) => void;
  /** The same for many profiles at once, for a first pull. Costs as much as building them. */
  readonly upsertAll: (rows: readonly SearchRow<Id>[]) => void;
  /** Removes a profile; returns whether it was known. */
  readonly remove: (id: Id) => boolean;
  /** How many profiles can be found. */
  readonly size: number;
  /** Whether enough has changed to make a rebuild worthwhile, when there is time. */
  readonly needsRebuild: boolean;
  /** Merges all changes into one sorted segment. About 4 µs a profile. */
  readonly rebuild: () => void;
  /**
   * The same in slices of about 10 ms: call `next` until it is done. Searches and changes between
   * slices are allowed, and none is lost. A rebuild that is abandoned halfway has no effect.
   */
  readonly rebuildInSlices: () => Generator<void, void>;
  /** What the next start can resume from (`createSearchIndexFrom`). A view, not a copy. */
  readonly snapshot: () => IndexSnapshot<Id>;
};

/** An index as it was last built, and the profiles that have changed since. */
export type IndexSnapshot<Id extends string = ProfileId> = {
  /** Plain data. The same object until the next rebuild. */
  readonly built: Segment<Id>;
  readonly changed: ReadonlySet<Id>;
};

/** How many changed rows may wait unsorted. The first search after a change sorts them. */
const LOOSE_ROWS_MAX = 128;
/** How many sorted runs of similar length are merged when a change is made … */
const RUNS_JOINED = 4;
/** … as long as the result isn't longer than this: merging this many rows takes about 15 ms. */
const JOINED_ROWS_MAX = 2048;
/** A rebuild is due after this many changes and this share of the profiles. */
const REBUILD_CHANGES_MIN = 2000;
const REBUILD_SHARE = 1 / 8;

/** Builds an index of all rows at once. If an id occurs more than once, the last row counts. */
export const createSearchIndex = <Id extends string>(
  rows: Iterable<SearchRow<Id>>,
): SearchIndex<Id> => finish(createSearchIndexInSlices(rows));

/** The same in slices of about 10 ms: call `next` until it is done, then take its value. */
export function* createSearchIndexInSlices<Id extends string = ProfileId>(
  rows: Iterable<SearchRow<Id>>,
): Generator<void, SearchIndex<Id>> {
  return indexOver(yield* buildSegment(rows));
}

/** An index from an earlier build. The caller must add the profiles that have changed since. */
export const createSearchIndexFrom = (built: Segment): SearchIndex => indexOver(wholeAgain(built));

/**
 * The index is one large sorted segment, the base, and small sorted segments of later changes. The
 * newest changes stay unsorted until the next search. A changed row is retired where it was, so
 * that each profile is live in one place and the same code searches all segments.
 */
const indexOver = <Id extends string>(first: Segment<Id>): SearchIndex<Id> => {
  let base = first;
  let recent: readonly Segment<Id>[] = [];
  const loose = new Map<Id, SearchRow<Id>>();
  let looseSegment: Segment<Id> | null = null;
  let size = first.ids.length;
  let changed = new Set<Id>();
  let rebuilding: Rebuilding<Id> | null = null;

  const segments = (): readonly Segment<Id>[] => {
    if (loose.size === 0) return [base, ...recent];
    looseSegment ??= finish(buildSegment(loose.values()));
    return [base, ...recent, looseSegment];
  };

  /** Retires a profile wherever it is; returns whether it was there. */
  const retire = (id: Id): boolean => {
    changed.add(id);
    rebuilding?.changed.add(id);
    if (loose.delete(id)) {
      looseSegment = null;
      return true;
    }
    for (const segment of [base, ...recent]) {
      const row = findRow(segment, id);
      if (row < 0) continue;
      segment.retired[row] = 1;
      return true;
    }
    return false;
  };

  /** Sorts the loose rows into a segment. */
  const settle = (): void => {
    if (loose.size === 0) return;
    const settled = looseSegment ?? finish(buildSegment(loose.values()));
    loose.clear();
    looseSegment = null;
    append(settled);
  };

  /** Appends a segment, merged with those of similar size. */
  const append = (segment: Segment<Id>): void => {
    let newest = segment;
    let older = recent;
    for (;;) {
      const peers = older.slice(1 - RUNS_JOINED);
      const rowCount = peers.reduce((sum, peer) => sum + peer.ids.length, newest.ids.length);
      if (peers.length + 1 < RUNS_JOINED || rowCount > JOINED_ROWS_MAX) break;
      if (peers.some((peer) => peer.ids.length > 2 * newest.ids.length)) break;
      // The sources of a rebuild must stay separate from later changes.
      if (peers.some((peer) => rebuilding?.sources.includes(peer))) break;
      older = older.slice(0, 1 - RUNS_JOINED);
      newest = finish(buildSegment(allRows([...peers, newest])));
    }
    recent = [...older, newest];
  };

  function* rebuildInSlices(): Generator<void, void> {
    settle();
    const mine: Rebuilding<Id> = { sources: [base, ...recent], changed: new Set() };
    rebuilding = mine;
    try {
      const next = yield* buildSegment(allRows(mine.sources));
      if (rebuilding !== mine) return; // A newer rebuild started meanwhile; that one counts.
      for (const id of mine.changed) {
        const row = findRow(next, id);
        if (row >= 0) next.retired[row] = 1;
      }
      base = next;
      recent = recent.filter((segment) => !mine.sources.includes(segment));
      changed = mine.changed;
    } finally {
      if (rebuilding === mine) rebuilding = null;
    }
  }

  return {
    search: (text, limit, phone = null) => {
      const bounded = Math.min(Math.floor(limit), SEARCH_HITS_MAX);
      const query = bounded >= 1 ? parseQuery(text, phone) : null;
      return query ? searchSegments(segments(), query, bounded) : { hits: [], fuzzy: false };
    },
    findByIdentifier: (identifier) => {
      const forms = formsOfIdentifier(identifier);
      const found = segments().map((segment) => ({
        segment,
        rows: rowsOfIdentifier(segment, forms),
      }));
      return mergeHits(found, SEARCH_HITS_MAX).map(({ id }) => id);
    },
    list: (request) => listSegments(segments(), request),
    isHere: (id, homeId) =>
      segments().some((segment) => {
        const row = findRow(segment, id);
        return row >= 0 && (homeId === null || homeAt(segment.lists, row) === homeId);
      }),
    upsert: (row) => {
      if (!retire(row.id)) size++;
      loose.set(row.id, row);
      looseSegment = null;
      if (loose.size >= LOOSE_ROWS_MAX) settle();
    },
    upsertAll: (rows) => {
      settle();
      const byId = new Map(rows.map((row) => [row.id, row]));
      for (const id of byId.keys()) if (!retire(id)) size++;
      if (byId.size > 0) append(finish(buildSegment(byId.values())));
    },
    remove: (id) => {
      const wasKnown = retire(id);
      if (wasKnown) size--;
      return wasKnown;
    },
    get size() {
      return size;
    },
    get needsRebuild() {
      return changed.size >= Math.max(REBUILD_CHANGES_MIN, size * REBUILD_SHARE);
    },
    rebuild: () => finish(rebuildInSlices()),
    rebuildInSlices,
    snapshot: () => ({ built: base, changed }),
  };
};

/** A rebuild in progress: its source segments, and the ids that have changed since it started. */
type Rebuilding<Id extends string> = {
  readonly sources: readonly Segment<Id>[];
  readonly changed: Set<Id>;
};

function* allRows<Id extends string>(segments: readonly Segment<Id>[]): Generator<SearchRow<Id>> {
  for (const segment of segments) yield* liveRows(segment);
}

/** Runs all slices without a pause. */
const finish = <T>(slices: Generator<void, T>): T => {
  let slice = slices.next();
  while (!slice.done) slice = slices.next();
  return slice.value;
};
