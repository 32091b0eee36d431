import type { LocationId } from "#shared/kernel/ids.ts";
import { DAY_OF_YEAR_MAX } from "#shared/profile/day-of-year.ts";
import type { ListedIds, ListRequest, ProfileListing } from "./customer-list.ts";
import type { ListColumns } from "./list-columns.ts";
import type { Segment } from "./segment.ts";
import { tokenAt } from "./token-table.ts";

/** Which rows of these segments are in a list, in its order. Reads one number of each row. */
export const listSegments = <Id extends string>(
  segments: readonly Segment<Id>[],
  request: ListRequest<ProfileListing>,
): ListedIds<Id> => {
  const { offset, limit } = request;
  const all = request.show === "all" ? byName(segments, request.homeId) : byKey(segments, request);
  return { count: all.length, ids: all.slice(offset, offset + limit).map(idOf) };
};

/** A row that is in the list, and where it goes. */
type Listed<Id extends string> = {
  readonly segment: Segment<Id>;
  readonly row: number;
  readonly key: number;
};

const idOf = <Id extends string>({ segment, row }: Omit<Listed<Id>, "key">): Id => {
  const id = segment.ids[row];
  if (id === undefined) throw new Error(`No row ${row}.`);
  return id;
};

const byKey = <Id extends string>(
  segments: readonly Segment<Id>[],
  request: ListRequest<Exclude<ProfileListing, { readonly show: "all" }>>,
): readonly Listed<Id>[] =>
  segments
    .flatMap((segment) => keyed(segment, request.homeId, keyIn(request)))
    .sort((a, b) => a.key - b.key);

/** Where a row goes in the list; null if it isn't in it. */
type KeyOf = (lists: ListColumns, row: number) => number | null;

const keyIn = (request: Exclude<ProfileListing, { readonly show: "all" }>): KeyOf => {
  if (request.show === "joined") {
    return ({ joined }, row) => {
      const at = joined[row] ?? Number.NaN;
      return at >= request.since ? -at : null;
    };
  }
  const { from, through } = request;
  return ({ birthdays }, row) => {
    const day = birthdays[row] ?? 0;
    if (day === 0) return null;
    const isIn = from <= through ? day >= from && day <= through : day >= from || day <= through;
    // What comes round in the next year goes after what is left of this one.
    return isIn ? day + (day < from ? DAY_OF_YEAR_MAX : 0) : null;
  };
};

const keyed = <Id extends string>(
  segment: Segment<Id>,
  homeId: LocationId | null,
  keyOf: KeyOf,
): readonly Listed<Id>[] => {
  const listed: Listed<Id>[] = [];
  for (const row of liveAt(segment, homeId)) {
    const key = keyOf(segment.lists, row);
    if (key !== null) listed.push({ segment, row, key });
  }
  return listed;
};

/** The rows that count, in the order of names. */
function* liveAt(
  { retired, lists }: Segment<string>,
  homeId: LocationId | null,
): Generator<number> {
  const home = homeId === null ? null : lists.homeIds.indexOf(homeId) + 1;
  if (home === 0) return;
  for (let row = 0; row < retired.length; row++) {
    if (retired[row] === 0 && (home === null || lists.homes[row] === home)) yield row;
  }
}

/** The large segment is in order already, so only rows of the small ones are looked for in it. */
const byName = <Id extends string>(
  [base, ...small]: readonly Segment<Id>[],
  homeId: LocationId | null,
) => {
  if (base === undefined) return [];
  const added = small
    .flatMap((segment) => [...liveAt(segment, homeId)].map((row) => ({ segment, row })))
    .map((one) => ({ ...one, name: nameAt(one.segment, one.row) }))
    .sort((a, b) => (comesBefore(a.name, b.name) ? -1 : 1));
  const listed: Omit<Listed<Id>, "key">[] = [];
  let next = 0;
  let place = placeIn(base, added[next]);
  for (const row of liveAt(base, homeId)) {
    while (place <= row) {
      const one = added[next];
      if (one) listed.push(one);
      next += 1;
      place = placeIn(base, added[next]);
    }
    listed.push({ segment: base, row });
  }
  return [...listed, ...added.slice(next)];
};

type SortedName = readonly [lastName: string, firstName: string, id: string];

const nameAt = (segment: Segment<string>, row: number): SortedName => [
  tokenAt(segment.fullNames, segment.lastNames[row] ?? 0),
  tokenAt(segment.fullNames, segment.firstNames[row] ?? 0),
  segment.ids[row] ?? "",
];

const comesBefore = (a: SortedName, b: SortedName): boolean => {
  const at = a[0] !== b[0] ? 0 : a[1] !== b[1] ? 1 : 2;
  return a[at] < b[at];
};

/** The row of a segment before which a name goes; past the last for none. */
const placeIn = (
  segment: Segment<string>,
  added: { readonly name: SortedName } | undefined,
): number => {
  if (added === undefined) return Number.POSITIVE_INFINITY;
  let [low, high] = [0, segment.ids.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (comesBefore(nameAt(segment, middle), added.name)) low = middle + 1;
    else high = middle;
  }
  return low;
};
