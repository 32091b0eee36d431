import { type Instant, instant } from "#shared/kernel/time.ts";
import type { Profile } from "#shared/profile/profile.ts";

/** How long a kiosk waits for somebody who does nothing, before it forgets them ([X52]). */
export const KIOSK_IDLE_MS = 30_000;

/** So many wrong answers, within so long, make a kiosk wait ([X51]). */
export const KIOSK_TRIES_MAX = 5;
export const KIOSK_TRIES_WITHIN_MS = 5 * 60_000;

/** What somebody says about themselves beside a card, an email address or a number. */
export type Birthday = { readonly day: number; readonly month: number };

/**
 * The one of these customers, all with the card or contact that somebody gave, whose birthday it
 * is; null if it is nobody's or several have it ([X51]).
 */
export const provenBy = <P extends Pick<Profile, "id" | "birthDay" | "birthMonth">>(
  customers: readonly P[],
  { day, month }: Birthday,
): P | null => {
  const fitting = customers.filter((each) => each.birthDay === day && each.birthMonth === month);
  const ids = new Set(fitting.map(({ id }) => id));
  return ids.size === 1 ? (fitting[0] ?? null) : null;
};

/** The wrong answers that still count, with one that was just given ([X51]). */
export const withWrongTry = (wrongAt: readonly Instant[], now: Instant): readonly Instant[] => [
  ...recent(wrongAt, now).slice(1 - KIOSK_TRIES_MAX),
  now,
];

/** When the next answer is taken; null if now ([X51]). */
export const triesAgainAt = (wrongAt: readonly Instant[], now: Instant): Instant | null => {
  const counted = recent(wrongAt, now);
  const [first] = counted.slice(-KIOSK_TRIES_MAX);
  return counted.length < KIOSK_TRIES_MAX || first === undefined
    ? null
    : instant(first + KIOSK_TRIES_WITHIN_MS);
};

const recent = (wrongAt: readonly Instant[], now: Instant) =>
  wrongAt.filter((at) => at > now - KIOSK_TRIES_WITHIN_MS);
