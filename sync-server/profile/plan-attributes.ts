import { canonicalJson } from "#shared/kernel/canonical.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Attribute, AttributeRecord } from "#sync-server/storage/attribute-store.ts";

/** What is said of a profile's addresses and attributes; what is not given stays. */
export type GivenAttributes = {
  /** One with an id changes that one, field by field; one without is added. */
  readonly addresses?: readonly GivenRow[] | undefined;
  readonly dates?: readonly GivenRow[] | undefined;
  /** Laid over what is there, field by field. */
  readonly comms?: ExtraFields | undefined;
  /** Each takes the place of the one with its key. */
  readonly custom?: readonly { readonly key: string; readonly body: ExtraFields }[] | undefined;
};

export type GivenRow = { readonly id?: number | undefined; readonly body: ExtraFields };

type ListName = "addresses" | "dates" | "custom";

/** Why attributes are not written, in order of precedence. */
export type AttributeRefusal =
  | {
      readonly reason: "attribute_unknown";
      readonly list: "addresses" | "dates";
      readonly index: number;
    }
  | { readonly reason: "too_many_attributes"; readonly list: ListName; readonly max: number };

/** An attribute as it is to be; null where it is a new one. */
export type PlannedAttribute = Attribute & { readonly id: number | null };

/** How many a profile may have of each. */
const MOST = { addresses: 50, dates: 50, custom: 200 } as const satisfies Record<ListName, number>;
const KINDS = { addresses: "address", dates: "date", custom: "custom" } as const;
const COMMS_KEY = "comms";

/**
 * Says what must be written so that a profile which has `held` has what is given as well. Nothing is
 * taken away. What is given without an id, word for word as it is there, is the same one: a repeat
 * adds nothing. One address is the default: the last that says so, else the one that was, else the
 * first (DOMAIN §3.6).
 */
export const planAttributes = (
  held: readonly AttributeRecord[],
  given: GivenAttributes,
): Result<readonly PlannedAttribute[], AttributeRefusal> => {
  let rows: readonly PlannedAttribute[] = held;
  for (const list of ["addresses", "dates"] as const) {
    for (const [index, row] of (given[list] ?? []).entries()) {
      const after = putRow(rows, KINDS[list], row);
      if (!after) return err({ reason: "attribute_unknown", list, index });
      rows = after;
    }
  }
  if (given.comms) {
    const before = rows.find((row) => row.kind === "comms");
    const body = { ...before?.body, ...given.comms };
    rows = putKeyed(rows, { kind: "comms", key: COMMS_KEY, body });
  }
  for (const { key, body } of given.custom ?? []) {
    rows = putKeyed(rows, { kind: "custom", key, body });
  }
  for (const list of ["addresses", "dates", "custom"] as const) {
    const max = MOST[list];
    const isOver = rows.filter((row) => row.kind === KINDS[list]).length > max;
    if (isOver && given[list]) return err({ reason: "too_many_attributes", list, max });
  }
  const after = given.addresses ? withOneDefault(rows, defaultAmong(given.addresses)) : rows;
  return ok(after.filter((row) => !held.some((before) => before === row)));
};

/** Changes the row of this id, or adds one; null when there is no such row. */
const putRow = (
  rows: readonly PlannedAttribute[],
  kind: "address" | "date",
  { id, body }: GivenRow,
): readonly PlannedAttribute[] | null => {
  const before = rows.find((row) =>
    row.kind !== kind ? false : id === undefined ? saysTheSame(row.body, body) : row.id === id,
  );
  if (before) return replace(rows, before, { ...before.body, ...body });
  return id === undefined ? [...rows, { id: null, kind, key: null, body }] : null;
};

const putKeyed = (
  rows: readonly PlannedAttribute[],
  attribute: Attribute,
): readonly PlannedAttribute[] => {
  const { kind, key, body } = attribute;
  const before = rows.find((row) => row.kind === kind && row.key === key);
  return before ? replace(rows, before, body) : [...rows, { ...attribute, id: null }];
};

const replace = (
  rows: readonly PlannedAttribute[],
  before: PlannedAttribute,
  body: ExtraFields,
): readonly PlannedAttribute[] =>
  canonicalJson(before.body) === canonicalJson(body)
    ? rows
    : rows.map((row) => (row === before ? { ...before, body } : row));

/** Which address is the default is no part of what it says. */
const saysTheSame = (a: ExtraFields, b: ExtraFields): boolean => {
  const { is_default: _a, ...restA } = a;
  const { is_default: _b, ...restB } = b;
  return canonicalJson(restA) === canonicalJson(restB);
};

/** The address that is to be the default; null when none of those given says so. */
const defaultAmong = (given: readonly GivenRow[]): GivenRow | null =>
  given.findLast(({ body }) => body["is_default"] === true) ?? null;

const withOneDefault = (
  rows: readonly PlannedAttribute[],
  wanted: GivenRow | null,
): readonly PlannedAttribute[] => {
  const addresses = rows.filter((row) => row.kind === "address");
  const isWanted = (row: PlannedAttribute) =>
    wanted !== null &&
    (wanted.id === undefined ? saysTheSame(row.body, wanted.body) : row.id === wanted.id);
  const chosen =
    addresses.find(isWanted) ??
    addresses.find((row) => row.body["is_default"] === true) ??
    addresses[0];
  return rows.map((row) =>
    row.kind === "address" && (row.body["is_default"] === true) !== (row === chosen)
      ? { ...row, body: { ...row.body, is_default: row === chosen } }
      : row,
  );
};
