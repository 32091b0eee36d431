import type { LocationId, StaffId } from "#shared/kernel/ids.ts";
import { type Instant, instant } from "#shared/kernel/time.ts";
import type { DayOfYear } from "#shared/profile/day-of-year.ts";
import type { VipTime } from "#shared/profile/vip.ts";
import type { SearchRow } from "./search-row.ts";

/** By row, what lists of customers are made from. */
export type ListColumns = {
  /** 0 if the birthday isn't known. */
  readonly birthdays: Uint16Array;
  /** In ms; NaN if not known. */
  readonly joined: Float64Array;
  /** Places in `homeIds` plus 1; 0 if there is none. */
  readonly homes: Uint16Array;
  readonly homeIds: readonly LocationId[];
  /** Places in `associateIds` plus 1; 0 if there is none. */
  readonly associates: Uint16Array;
  readonly associateIds: readonly StaffId[];
  /** In ms; infinity for who is no VIP. */
  readonly vipFrom: Float64Array;
  readonly vipUntil: Float64Array;
};

/** A row's birthday; null if not known. */
export const dayOfYearAt = ({ birthdays }: ListColumns, row: number): DayOfYear | null =>
  birthdays[row] || null;

/** When a row's customer has joined; null if not known. */
export const joinedAtOf = ({ joined }: ListColumns, row: number): Instant | null => {
  const at = joined[row] ?? Number.NaN;
  return Number.isNaN(at) ? null : instant(at);
};

/** Where a row's customer shops; null if not known. */
export const homeAt = ({ homes, homeIds }: ListColumns, row: number): LocationId | null =>
  homeIds[(homes[row] ?? 0) - 1] ?? null;

/** Who looks after a row's customer; null if nobody does. */
export const associateAt = (
  { associates, associateIds }: ListColumns,
  row: number,
): StaffId | null => associateIds[(associates[row] ?? 0) - 1] ?? null;

/** When a row's customer is a VIP; null if they aren't. */
export const vipTimeAt = ({ vipFrom, vipUntil }: ListColumns, row: number): VipTime | null => {
  const from = vipFrom[row] ?? NEVER;
  return from === NEVER ? null : { from, until: vipUntil[row] ?? NEVER };
};

const NEVER = Number.POSITIVE_INFINITY;

/** Gives each id a place, the first one 1; null has 0. */
const createPlaces = <T>() => {
  const placeOf = new Map<T, number>();
  return {
    place: (id: T | null): number => {
      if (id === null) return 0;
      const place = placeOf.get(id) ?? placeOf.size + 1;
      placeOf.set(id, place);
      return place;
    },
    ids: (): readonly T[] => [...placeOf.keys()],
  };
};

/** Creates a builder for these columns. */
export const createListBuilder = () => {
  const birthdays: number[] = [];
  const joined: number[] = [];
  const homes: number[] = [];
  const associates: number[] = [];
  const vips: (VipTime | null)[] = [];
  const homePlaces = createPlaces<LocationId>();
  const associatePlaces = createPlaces<StaffId>();
  return {
    addRow: ({ birthday, joinedAt, homeId, associateId, vip }: SearchRow<string>): void => {
      birthdays.push(birthday ?? 0);
      joined.push(joinedAt ?? Number.NaN);
      homes.push(homePlaces.place(homeId ?? null));
      associates.push(associatePlaces.place(associateId ?? null));
      vips.push(vip ?? null);
    },
    /** `order` says which added row each row is. */
    build: (order: Uint32Array): ListColumns => ({
      birthdays: Uint16Array.from(order, (added) => birthdays[added] ?? 0),
      joined: Float64Array.from(order, (added) => joined[added] ?? Number.NaN),
      homes: Uint16Array.from(order, (added) => homes[added] ?? 0),
      homeIds: homePlaces.ids(),
      associates: Uint16Array.from(order, (added) => associates[added] ?? 0),
      associateIds: associatePlaces.ids(),
      vipFrom: Float64Array.from(order, (added) => vips[added]?.from ?? NEVER),
      vipUntil: Float64Array.from(order, (added) => vips[added]?.until ?? NEVER),
    }),
  };
};
