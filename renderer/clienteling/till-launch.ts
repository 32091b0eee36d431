import { z } from "zod";
import { type ProfileId, profileIdSchema } from "#shared/kernel/ids.ts";
import { type Cents, parseDecimalCents } from "#shared/kernel/money.ts";
import { codesOfLocation, type Location } from "#shared/organisation/location.ts";
import type { Staff } from "#shared/organisation/staff.ts";

/** What kind of program has opened the app. */
const tillTypeSchema = z.enum(["POS", "MobilePOS", "Tablet", "Administration", "Zendesk"]);
export type TillType = z.infer<typeof tillTypeSchema>;

/** Whether a program of this kind has a sale that a customer can be added to. */
export const HAS_SALE: Readonly<Record<TillType, boolean>> = {
  POS: true,
  MobilePOS: true,
  Tablet: true,
  Administration: false,
  Zendesk: false,
};

const textSchema = z.string().trim().max(100);

/** What the address may say. */
const PARAMETERS = {
  staffId: textSchema,
  storeId: textSchema,
  terminalId: textSchema,
  type: tillTypeSchema,
  // An amount in the tenant's currency, with a point.
  max_redeem: z.string().regex(/^\d{1,9}(?:\.\d{1,4})?$/),
} as const;

/** What the till that opened the app said in the address (DOMAIN §20.3). */
export type TillLaunch = {
  /** The id or number of the member of staff. */
  readonly staffId: string | null;
  /** The number, id or code of the store. */
  readonly storeId: string | null;
  readonly terminalId: string | null;
  readonly type: TillType | null;
  /** The most that staff may redeem, as the till wrote it. */
  readonly maxRedeem: string | null;
  /** The customer to open. */
  readonly profileId: ProfileId | null;
  /** What can't be read, as it was written: staff see it. */
  readonly problems: readonly string[];
};

export const NO_TILL: TillLaunch = {
  staffId: null,
  storeId: null,
  terminalId: null,
  type: null,
  maxRedeem: null,
  profileId: null,
  problems: [],
};

/**
 * Reads the address that a till opens the app with. A parameter without a value counts as left out;
 * one that can't be read, or that is there twice, is a problem.
 */
export const parseTillLaunch = ({ pathname, searchParams }: URL): TillLaunch => {
  const problems: string[] = [];
  const read = <T extends string>(name: string, schema: z.ZodType<T>): T | null => {
    const [value = "", ...more] = searchParams.getAll(name);
    if (value.trim() === "" && more.length === 0) return null;
    const parsed = more.length === 0 ? schema.safeParse(value).data : undefined;
    if (parsed === undefined) problems.push(`${name}=${[value, ...more].join(`&${name}=`)}`);
    return parsed ?? null;
  };
  const launch = {
    staffId: read("staffId", PARAMETERS.staffId),
    storeId: read("storeId", PARAMETERS.storeId),
    terminalId: read("terminalId", PARAMETERS.terminalId),
    type: read("type", PARAMETERS.type),
    maxRedeem: read("max_redeem", PARAMETERS.max_redeem),
  };
  const [, id] = /^\/profiles?\/([^/]*)\/?$/.exec(pathname) ?? [];
  const profileId = id === undefined ? null : (profileIdSchema.safeParse(id).data ?? null);
  if (id !== undefined && profileId === null) problems.push(pathname);
  return { ...launch, profileId, problems };
};

/** The staff member that the till named, if they work here. */
export const staffOfLaunch = <S extends Pick<Staff, "id" | "staffNumber">>(
  staff: readonly S[],
  { staffId }: TillLaunch,
): S | null =>
  staff.find((member) => member.id === staffId || member.staffNumber === staffId) ?? null;

/** Whether the till named this location, in any way; if it named none, it did. */
export const isLaunchedAt = (location: Location, { storeId }: TillLaunch): boolean =>
  storeId === null || [String(location.id), ...codesOfLocation(location)].includes(storeId);

/**
 * The most that the till allows. Null if it said nothing, and if the amount has more decimals than
 * the currency.
 */
export const tillMaxOf = ({ maxRedeem }: TillLaunch, digits: number): Cents | null =>
  maxRedeem === null ? null : parseDecimalCents(maxRedeem, { digits });
