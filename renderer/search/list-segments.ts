import type { LocationId } from "#shared/kernel/ids.ts";
import { DAY_OF_YEAR_MAX } from "#shared/profile/day-of-year.ts";
import type { ListedIds, ListRequest, ProfileListing } from "./customer-list.ts";
import type { ListColumns } from "./list-columns.ts";
import type { Segment } from "./segment.ts";
import { tokenAt } from "./token-table.ts";

/** Which rows of these segments are in a list, in its order. Reads a number or two of each row. */
export const listSegments = <Id extends string>(
  segments: readonly Segment<Id>[],
  request: ListRequest<ProfileListing>,
): ListedIds<Id> => {
  switch (request.show) {
    case "all":
    case "book":
    case "vip":
      return byName(segments, request);
    default:
      return byKey(segments, request);
  }
};

/** Lists in the order of names. */
type NamedRequest = ListRequest<Extract<ProfileListing, { show: "all" | "book" | "vip" }>>;
/** Lists in an order of their own. */
type KeyedRequest = ListRequest<Exclude<ProfileListing, { show: "all" | "book" | "vip" }>>;

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
  request: KeyedRequest,
): ListedIds<Id> => {
  const { offset, limit } = request;
  const all = segments
    .flatMap((segment) => keyed(segment, request.homeId, keyIn(request)))
    .sort((a, b) => a.key - b.key);
  return { count: all.length, ids: all.slice(offset, offset + limit).map(idOf) };
};

/** Where a row goes in the list; null if it isn't in it. */
type KeyOf = (lists: ListColumns, row: number) => number | null;

const keyIn = (request: KeyedRequest): KeyOf => {
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
  const isLive = liveIn(segment, homeId);
  const listed: Listed<Id>[] = [];
  for (let row = 0; row < segment.ids.length; row++) {
    const key = isLive(row) ? keyOf(segment.lists, row) : null;
    if (key !== null) listed.push({ segment, row, key });
  }
  return listed;
};

type IsIn = (row: number) => boolean;

const NO_ROW: IsIn = () => false;

/** Whether a row counts, and its customer shops there. */
const liveIn = ({ retired, lists }: Segment<string>, homeId: LocationId | null): IsIn => {
  if (homeId === null) return (row) => retired[row] === 0;
  const home = lists.homeIds.indexOf(homeId) + 1;
  return home === 0 ? NO_ROW : (row) => retired[row] === 0 && lists.homes[row] === home;
};

const namedIn = (segment: Segment<string>, request: NamedRequest): IsIn => {
  const { associates, associateIds, vipFrom, vipUntil } = segment.lists;
  const isLive = liveIn(segment, request.homeId);
  if (request.show === "book") {
    const associate = associateIds.indexOf(request.associateId) + 1;
    return associate === 0 ? NO_ROW : (row) => associates[row] === associate && isLive(row);
  }
  if (request.show === "vip") {
    const { at } = request;
    return (row) => (vipFrom[row] ?? at + 1) <= at && at <= (vipUntil[row] ?? 0) && isLive(row);
  }
  return isLive;
};

/**
 * The large segment is in order already, so only rows of the small ones are looked for in it.
 * Nothing is kept of the rows before and after those asked for.
 */
const byName = <Id extends string>(
  [base, ...small]: readonly Segment<Id>[],
  request: NamedRequest,
): ListedIds<Id> => {
  if (base === undefined) return { count: 0, ids: [] };
  const added = small
    .flatMap((segment) => {
      const isIn = namedIn(segment, request);
      return segment.ids.flatMap((_, row) => (isIn(row) ? { segment, row } : []));
    })
    .map((one) => ({ ...one, name: nameAt(one.segment, one.row) }))
    .sort((a, b) => (comesBefore(a.name, b.name) ? -1 : 1));
  const isIn = namedIn(base, request);
  const end = request.offset + request.limit;
  const ids: Id[] = [];
  let count = 0;
  const take = (segment: Segment<Id>, row: number): void => {
    if (count >= request.offset && count < end) ids.push(idOf({ segment, row }));
    count += 1;
  };
  let row = 0;
  for (const one of added) {
    for (const place = placeIn(base, one.name); row < place; row++) if (isIn(row)) take(base, row);
    take(one.segment, one.row);
  }
  for (; row < base.ids.length; row++) if (isIn(row)) take(base, row);
  return { count, ids };
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

/** The row of a segment before which a name goes. */
const placeIn = (segment: Segment<string>, name: SortedName): number => {
  let [low, high] = [0, segment.ids.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (comesBefore(nameAt(segment, middle), name)) low = middle + 1;
    else high = middle;
  }
  return low;
};
