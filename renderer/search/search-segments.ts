import { parseQuery, type SearchQuery } from "#shared/profile/search-query.ts";
import { type BestRows, createBestRows } from "./best-rows.ts";
import {
  matchContactsWithTypos,
  matchPartsOfContacts,
  matchWholeContacts,
} from "./match-contacts.ts";
import { matchNames } from "./match-names.ts";
import { type MergedHit, mergeHits } from "./merge-hits.ts";
import { fieldOfRank, isDefinite } from "./rank.ts";
import type { SearchAnswer, SearchHit } from "./search-row.ts";
import type { Segment } from "./segment.ts";

/**
 * With fewer hits than this, other spellings are tried, then typos. With none, one of several words
 * may be missing.
 */
const ENOUGH_HITS = 3;

/**
 * Searches several segments as if they were one. Whole identifiers, phone numbers and email
 * addresses come first, then names, then partial matches. Equal ranks are ordered by last name,
 * first name and id. A hit on a whole number or address ends the search.
 */
export const searchSegments = <Id extends string>(
  segments: readonly Segment<Id>[],
  query: SearchQuery,
  limit: number,
): SearchAnswer<Id> => {
  const capacity = Math.max(limit, ENOUGH_HITS);
  const run = (pass: Pass): readonly MergedHit<Id>[] =>
    mergeHits(
      segments.map((segment) => {
        const best = createBestRows(capacity);
        pass(segment, best);
        return { segment, rows: best.list() };
      }),
      capacity,
    );

  const found = run((segment, best) => exactPass(segment, query, best));
  const hits: SearchHit<Id>[] = found.map((hit) => asHit(hit, true));
  const add = (more: readonly MergedHit<Id>[], exact: boolean): void => {
    const known = new Set(hits.map(({ id }) => id));
    hits.push(...more.filter(({ id }) => !known.has(id)).map((hit) => asHit(hit, exact)));
  };
  const isAnswered = (): boolean =>
    hits.length >= ENOUGH_HITS || found.some(({ rank }) => isDefinite(rank));

  for (const words of query.respelled) {
    if (isAnswered()) break;
    add(
      run((segment, best) => matchNames(segment, words, false, best)),
      true,
    );
  }
  if (!isAnswered()) {
    add(
      run((segment, best) => typoPass(segment, query, best)),
      false,
    );
  }
  if (hits.length === 0) {
    const fewer = query.withoutOne.flatMap((text) => parseQuery(text) ?? []);
    const pass: Pass = (segment, best) => {
      for (const one of fewer) exactPass(segment, one, best);
    };
    add(run(pass), false);
  }
  const shown = hits.slice(0, limit);
  return { hits: shown, fuzzy: shown.some(({ exact }) => !exact) };
};

type Pass = (segment: Segment<string>, best: BestRows) => void;

const exactPass = (segment: Segment<string>, query: SearchQuery, best: BestRows): void => {
  matchWholeContacts(segment, query, best);
  matchNames(segment, query.words, false, best);
  matchPartsOfContacts(segment, query, best);
};

const typoPass = (segment: Segment<string>, query: SearchQuery, best: BestRows): void => {
  matchContactsWithTypos(segment, query, best);
  matchNames(segment, query.wordsWithTypos, true, best);
};

const asHit = <Id extends string>({ id, rank }: MergedHit<Id>, exact: boolean): SearchHit<Id> => ({
  id,
  matched: fieldOfRank(rank),
  exact,
});
