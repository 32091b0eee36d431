import type { LocationId } from "#shared/kernel/ids.ts";
import { type Instant, instant } from "#shared/kernel/time.ts";
import type { DayOfYear } from "#shared/profile/day-of-year.ts";
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

/** Creates a builder for these columns. */
export const createListBuilder = () => {
  const birthdays: number[] = [];
  const joined: number[] = [];
  const homes: number[] = [];
  const placeOf = new Map<LocationId, number>();
  const homePlace = (id: LocationId | null): number => {
    if (id === null) return 0;
    const place = placeOf.get(id) ?? placeOf.size + 1;
    placeOf.set(id, place);
    return place;
  };
  return {
    addRow: ({ birthday, joinedAt, homeId }: SearchRow<string>): void => {
      birthdays.push(birthday ?? 0);
      joined.push(joinedAt ?? Number.NaN);
      homes.push(homePlace(homeId ?? null));
    },
    /** `order` says which added row each row is. */
    build: (order: Uint32Array): ListColumns => ({
      birthdays: Uint16Array.from(order, (added) => birthdays[added] ?? 0),
      joined: Float64Array.from(order, (added) => joined[added] ?? Number.NaN),
      homes: Uint16Array.from(order, (added) => homes[added] ?? 0),
      homeIds: [...placeOf.keys()],
    }),
  };
};
