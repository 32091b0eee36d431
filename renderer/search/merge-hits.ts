import type { RankedRow } from "./best-rows.ts";
import type { Segment } from "./segment.ts";
import { tokenAt } from "./token-table.ts";

export type MergedHit<Id extends string> = { readonly id: Id; readonly rank: number };

/** The best rows of one segment, best first. */
export type SegmentHits<Id extends string> = {
  readonly segment: Segment<Id>;
  readonly rows: readonly RankedRow[];
};

/**
 * The best hits of several segments, best first: by rank, last name, first name and id, as if all
 * rows were in one segment. Only the names of rows at the head of their segment are decoded.
 */
export const mergeHits = <Id extends string>(
  perSegment: readonly SegmentHits<Id>[],
  capacity: number,
): readonly MergedHit<Id>[] => {
  const heads = perSegment.flatMap((hits) => headOf(hits, 0) ?? []);
  const merged: MergedHit<Id>[] = [];
  while (heads.length > 0 && merged.length < capacity) {
    let at = 0;
    for (let i = 1; i < heads.length; i++) {
      const [head, first] = [heads[i], heads[at]];
      if (head && first && comesBefore(head, first)) at = i;
    }
    const [first] = heads.splice(at, 1);
    if (first === undefined) break;
    merged.push({ id: first.id, rank: first.rank });
    const next = headOf(first.hits, first.place + 1);
    if (next) heads.push(next);
  }
  return merged;
};

/** The next hit of a segment, with the names it is sorted by. */
type Head<Id extends string> = {
  readonly hits: SegmentHits<Id>;
  readonly place: number;
  readonly rank: number;
  readonly lastName: string;
  readonly firstName: string;
  readonly id: Id;
};

const headOf = <Id extends string>(hits: SegmentHits<Id>, place: number): Head<Id> | null => {
  const { segment, rows } = hits;
  const ranked = rows[place];
  const id = ranked && segment.ids[ranked.row];
  if (ranked === undefined || id === undefined) return null;
  return {
    hits,
    place,
    rank: ranked.rank,
    lastName: tokenAt(segment.fullNames, segment.lastNames[ranked.row] ?? 0),
    firstName: tokenAt(segment.fullNames, segment.firstNames[ranked.row] ?? 0),
    id,
  };
};

const comesBefore = (a: Head<string>, b: Head<string>): boolean => {
  if (a.rank !== b.rank) return a.rank < b.rank;
  if (a.lastName !== b.lastName) return a.lastName < b.lastName;
  if (a.firstName !== b.firstName) return a.firstName < b.firstName;
  return a.id < b.id;
};
