import { z } from "zod";
import { addToDay, type CalendarDay, daysBetween } from "#shared/kernel/time.ts";

/**
 * How often: F0 never, F1 once, F2 twice; then FL with more than 30 days between shop days, FH with
 * fewer.
 */
export const frequencySchema = z.enum(["F0", "F1", "F2", "FL", "FH"]);
export type Frequency = z.infer<typeof frequencySchema>;

/**
 * How long ago: RC less than 3 months, RS less than 6, RA less than 12, RI less than 24, RL less
 * than 60, RR longer; RO never.
 */
export const recencySchema = z.enum(["RO", "RC", "RS", "RA", "RI", "RL", "RR"]);
export type Recency = z.infer<typeof recencySchema>;

/**
 * How long since joining: JN up to 90 days, JC up to 365, J1 up to 730, then one more each year.
 */
export const joinAgeSchema = z.templateLiteral([
  "J",
  z.union([z.enum(["N", "C"]), z.int().positive()]),
]);
export type JoinAge = z.infer<typeof joinAgeSchema>;

/** Where: CF in stores only, CO online only, CM both. */
export const channelSchema = z.enum(["CF", "CO", "CM"]);
export type Channel = z.infer<typeof channelSchema>;

/**
 * By the number of shop days, and the average of days between them, which there is from the third.
 */
export const frequencyOf = (shopDays: number, averageShopDays: number | null): Frequency => {
  const few = (["F0", "F1", "F2"] as const)[shopDays];
  return few ?? ((averageShopDays ?? 0) > FREQUENT_DAYS ? "FL" : "FH");
};

const FREQUENT_DAYS = 30;

/** By calendar months: on 15 June, 16 March is less than 3 months ago and 15 March isn't. */
export const recencyOf = (latest: CalendarDay | null, today: CalendarDay): Recency => {
  if (latest === null) return "RO";
  const within = RECENCIES.find(({ months }) => today < addToDay(latest, { months }));
  return within?.recency ?? "RR";
};

const RECENCIES = [
  { months: 3, recency: "RC" },
  { months: 6, recency: "RS" },
  { months: 12, recency: "RA" },
  { months: 24, recency: "RI" },
  { months: 60, recency: "RL" },
] as const;

/** How long ago a profile joined, in the industry's words. */
export const joinAgeOf = (joined: CalendarDay, today: CalendarDay): JoinAge => {
  const days = daysBetween(joined, today);
  if (days <= 90) return "JN";
  return days <= 365 ? "JC" : `J${Math.ceil(days / 365) - 1}`;
};

/**
 * By the types of the locations with sales; null where a location has none. A type is free text.
 */
export const channelOf = (types: readonly (string | null)[]): Channel | null => {
  if (types.length === 0) return null;
  const isOnline = types.some(isOnlineType);
  const isInStore = types.some((type) => !isOnlineType(type));
  return isOnline && isInStore ? "CM" : isOnline ? "CO" : "CF";
};

const isOnlineType = (type: string | null): boolean => type?.trim().toLowerCase() === "online";
