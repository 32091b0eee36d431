import { canonicalJson } from "#shared/kernel/canonical.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { type AttributeKind, attributeKindSchema } from "#shared/profile/attribute-kind.ts";
import { customTypeSchema } from "#shared/profile/custom-type.ts";
import { typedValue } from "#shared/profile/custom-value.ts";
import type { Attribute, AttributeRecord } from "#sync-server/storage/profile/attribute-store.ts";
import { type AddressUnfit, fitAddress, fitAddressChange } from "./fit-address.ts";

/** The attributes to write on a profile; omitted ones stay as they are. */
export type SentAttributes = {
  /** The default address, new or with an id; where `addresses` says something else, that counts. */
  readonly address?: SentRow | undefined;
  /** A row with an id updates that attribute, field by field; a row without one is added. */
  readonly addresses?: readonly SentRow[] | undefined;
  readonly dates?: readonly SentRow[] | undefined;
  /** Merged field by field. */
  readonly comms?: ExtraFields | undefined;
  readonly appearance?: ExtraFields | undefined;
  /** Custom attributes by namespace and handle, without their types. */
  readonly customValues?: Readonly<Record<string, ExtraFields>> | undefined;
  /** Each replaces the one with its key. */
  readonly custom?: readonly { readonly key: string; readonly body: ExtraFields }[] | undefined;
};

export type SentRow = { readonly id?: number | undefined; readonly body: ExtraFields };

/** Why attributes can't be written, in order of precedence. */
export type AttributeRefusal =
  | {
      readonly reason: "attribute_unknown";
      readonly list: keyof SentAttributes;
      readonly index: number;
    }
  | (AddressUnfit & { readonly list: keyof SentAttributes; readonly index: number })
  | {
      readonly reason: "too_many_attributes";
      readonly list: keyof SentAttributes;
      readonly max: number;
    };

/** An attribute as it will be written; the id is null for a new one. */
export type PlannedAttribute = Attribute & { readonly id: number | null };

type Rows = readonly PlannedAttribute[];

/**
 * Plans what to write so that a profile that has `held` also has the attributes sent. Nothing is
 * removed. A row without an id that is identical to an existing one counts as that one, so a repeat
 * adds nothing. One address is the default: the last one marked as such, else the previous default,
 * else the first (DOMAIN §3.6).
 */
export const planAttributes = (
  held: readonly AttributeRecord[],
  sent: SentAttributes,
): Result<readonly PlannedAttribute[], AttributeRefusal> => {
  let rows: Rows = held;
  for (const kind of attributeKindSchema.options) {
    const after = ATTRIBUTES[kind].put(rows, sent);
    if (!after.ok) return after;
    rows = after.value;
  }
  for (const kind of attributeKindSchema.options) {
    const { list, max } = ATTRIBUTES[kind];
    const isOver = rows.filter((row) => row.kind === kind).length > max;
    const isSent = sent[list] || (kind === "custom" && sent.customValues);
    if (isOver && isSent) return err({ reason: "too_many_attributes", list, max });
  }
  return ok(rows.filter((row) => !held.some((before) => before === row)));
};

/** The rules that differ between kinds of attribute. */
type AttributeRules = {
  /** Where a request lists it. */
  readonly list: keyof SentAttributes;
  /** The most that a profile may have. */
  readonly max: number;
  readonly put: (rows: Rows, sent: SentAttributes) => Result<Rows, AttributeRefusal>;
};

/** The rules of each kind. A new kind breaks the build here until it can be sent. */
const ATTRIBUTES: Readonly<Record<AttributeKind, AttributeRules>> = {
  address: {
    list: "addresses",
    max: 50,
    put: (rows, { address, addresses = [] }) => {
      const one = address ? [{ ...address, body: { ...address.body, is_default: true } }] : [];
      const first = fitRows(rows, "address", one);
      if (!first.ok) return first;
      const others = fitRows(rows, "addresses", addresses);
      if (!others.ok) return others;
      const sent = [...first.value, ...others.value];
      if (sent.length === 0) return ok(rows);
      const before = putRows(rows, "address", "address", first.value);
      if (!before.ok) return before;
      const after = putRows(before.value, "address", "addresses", others.value);
      return after.ok ? ok(withOneDefault(after.value, defaultAmong(sent))) : after;
    },
  },
  date: {
    list: "dates",
    max: 50,
    put: (rows, { dates = [] }) => putRows(rows, "date", "dates", dates),
  },
  comms: { list: "comms", max: 1, put: (rows, { comms }) => ok(merge(rows, "comms", comms)) },
  appearance: {
    list: "appearance",
    max: 1,
    put: (rows, { appearance }) => ok(merge(rows, "appearance", appearance)),
  },
  custom: {
    list: "custom",
    max: 200,
    put: (rows, { customValues = {}, custom = [] }) =>
      ok(
        [...typedCustoms(rows, customValues), ...custom].reduce(
          (all, { key, body }) => putKeyed(all, { kind: "custom", key, body }),
          rows,
        ),
      ),
  },
};

/** Values of custom attributes, with the types that they are kept as (DOMAIN §3.5). */
const typedCustoms = (rows: Rows, sent: NonNullable<SentAttributes["customValues"]>) =>
  Object.entries(sent).flatMap(([namespace, values]) =>
    Object.entries(values).map(([handle, value]) => {
      const key = `${namespace}:${handle}`;
      const before = rows.find((row) => row.kind === "custom" && row.key === key);
      const held = customTypeSchema.safeParse(before?.body["type"]).data ?? null;
      return { key, body: { ...before?.body, namespace, handle, ...typedValue(held, value) } };
    }),
  );

/** Changes the fields sent of an attribute that a profile has once. */
const merge = (rows: Rows, kind: AttributeKind, sent: ExtraFields | undefined): Rows => {
  if (!sent) return rows;
  const before = rows.find((row) => row.kind === kind);
  return putKeyed(rows, { kind, key: kind, body: { ...before?.body, ...sent } });
};

const putRows = (
  rows: Rows,
  kind: AttributeKind,
  list: keyof SentAttributes,
  sent: readonly SentRow[],
): Result<Rows, AttributeRefusal> => {
  let all = rows;
  for (const [index, row] of sent.entries()) {
    const after = putRow(all, kind, row);
    if (!after) return err({ reason: "attribute_unknown", list, index });
    all = after;
  }
  return ok(all);
};

/** The addresses sent, as they will be kept. */
const fitRows = (
  held: Rows,
  list: keyof SentAttributes,
  sent: readonly SentRow[],
): Result<readonly SentRow[], AttributeRefusal> => {
  const rows: SentRow[] = [];
  for (const [index, { id, body }] of sent.entries()) {
    const before = held.find((row) => row.kind === "address" && row.id === id);
    const fitted = before ? fitAddressChange(before.body, body) : fitAddress(body);
    if (!fitted.ok && (before || id === undefined)) return err({ ...fitted.error, list, index });
    rows.push({ id, body: fitted.ok ? fitted.value : body });
  }
  return ok(rows);
};

/** Updates the row with this id, or adds one; null if there is no such row. */
const putRow = (rows: Rows, kind: AttributeKind, { id, body }: SentRow): Rows | null => {
  const before = rows.find((row) =>
    row.kind !== kind ? false : id === undefined ? saysTheSame(row.body, body) : row.id === id,
  );
  if (before) return replace(rows, before, { ...before.body, ...body });
  return id === undefined ? [...rows, { id: null, kind, key: null, body }] : null;
};

const putKeyed = (rows: Rows, attribute: Attribute): Rows => {
  const { kind, key, body } = attribute;
  const before = rows.find((row) => row.kind === kind && row.key === key);
  return before ? replace(rows, before, body) : [...rows, { ...attribute, id: null }];
};

const replace = (
  rows: Rows,
  before: PlannedAttribute,
  body: ExtraFields,
): readonly PlannedAttribute[] =>
  canonicalJson(before.body) === canonicalJson(body)
    ? rows
    : rows.map((row) => (row === before ? { ...before, body } : row));

/** Whether two rows are the same, ignoring which of them is the default. */
export const saysTheSame = (a: ExtraFields, b: ExtraFields): boolean => {
  const { is_default: _a, ...restA } = a;
  const { is_default: _b, ...restB } = b;
  return canonicalJson(restA) === canonicalJson(restB);
};

/** The address sent that becomes the default; null if none is marked as such. */
const defaultAmong = (sent: readonly SentRow[]): SentRow | null =>
  sent.findLast(({ body }) => body["is_default"] === true) ?? null;

const withOneDefault = (rows: Rows, wanted: SentRow | null): Rows => {
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
