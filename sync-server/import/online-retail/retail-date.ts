import { z } from "zod";
import { namesOf } from "#shared/kernel/object.ts";
import type { Instant, TimeZone } from "#shared/kernel/time.ts";
import { parseLocal } from "#shared/kernel/written-time.ts";

/** How a file writes dates: 2010-12-31 08:26:00, 12/31/2010 8:26, or 31/12/2010 8:26. */
export const DATE_ORDERS = {
  iso: "YYYY-MM-DD HH:MM:SS",
  mdy: "MM/DD/YYYY H:MM",
  dmy: "DD/MM/YYYY H:MM",
} as const;
export type DateOrder = keyof typeof DATE_ORDERS;
export const dateOrderSchema = z.enum(namesOf(DATE_ORDERS));

/** Parses a local date and time in the file's order; null if it isn't one. */
export const readDate = (
  text: string,
  { zone, order }: { readonly zone: TimeZone; readonly order: DateOrder },
): Instant | null => {
  if (order === "iso") return /^\d{4}-\d{2}-\d{2}/.test(text) ? parseLocal(text, zone) : null;
  const match = SLASHED.exec(text);
  if (!match) return null;
  const [, first = "", second = "", year = "", hour = "0", minute = "00", seconds = "00"] = match;
  const { month, day } = {
    mdy: { month: first, day: second },
    dmy: { month: second, day: first },
  }[order];
  const date = [year.padStart(4, "20"), two(month), two(day)].join("-");
  return parseLocal(`${date} ${two(hour)}:${minute}:${seconds}`, zone);
};

const SLASHED = /^(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})(?: (\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;

const two = (digits: string): string => digits.padStart(2, "0");

/** What to write instead of a date that can't be read. */
export const dateAdvice = (text: string, order: DateOrder): string =>
  order === "iso" && SLASHED.test(text)
    ? `; run it with --dates mdy if it means ${DATE_ORDERS.mdy}, or --dates dmy for ${DATE_ORDERS.dmy}`
    : "";
