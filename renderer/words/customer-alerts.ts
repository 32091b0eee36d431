import { lapsesOn, type Shopping } from "#shared/commerce/shopping.ts";
import type { TierStanding } from "#shared/incentive/tiers/tier-standing.ts";
import { sumCents } from "#shared/kernel/money.ts";
import {
  addLocalDays,
  DAY_MS,
  dayIn,
  firstInstantOf,
  type Instant,
  type TimeZone,
} from "#shared/kernel/time.ts";
import type { Outstanding } from "#shared/ledger/account.ts";
import type { Freeze } from "#shared/ledger/freeze.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import { birthdayOf } from "#shared/profile/birthday.ts";
import type { Profile } from "#shared/profile/profile.ts";
import { EXPIRING_SOON_DAYS } from "#shared/redemption/expiring-soon.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import { lotWorth, UNITS } from "#shared/redemption/unit.ts";
import type { Format } from "./format.ts";
import { freezeSentence } from "./freeze.ts";
import { pointsText } from "./lot-text.ts";
import { fieldName } from "./overruled.ts";
import { say } from "./say.ts";
import { shortfallSentence } from "./shortfall.ts";

const BIRTHDAY_DAYS = 7;
const TIER_AT_RISK_DAYS = 60;
/** Of what the next tier takes, so much or less is missing. */
const CLOSE_SHARE = 0.2;

/** What staff should know of a customer before anything else. */
export type CustomerAlert = {
  readonly kind: AlertKind;
  readonly title: string;
  readonly advice?: string;
  readonly isWarning: boolean;
  /** Where more about it is; null if there is no more. */
  readonly tab: "rewards" | "activity" | "details" | null;
};

type AlertKind =
  | "frozen"
  | "owed"
  | "verdict"
  | "overruled"
  | "birthday"
  | "expiring"
  | "keep_tier"
  | "next_tier"
  | "lapsing";

/** What the alerts follow from. */
export type AlertSource = {
  readonly profile: Pick<Profile, "birthDay" | "birthMonth" | "birthYear">;
  readonly freeze: Freeze | null;
  readonly owed: readonly Outstanding[];
  /** Lots that can be spent now. */
  readonly lots: readonly Lot[];
  readonly shopping: Shopping | null;
  /** How many answers to what this device did for the customer nobody has looked at. */
  readonly verdicts: number;
  /** The fields of which an edit was overruled unseen ([S25]). */
  readonly overruled: readonly string[];
  /** In the main programme; null if there is none. */
  readonly tier: TierStanding | null;
  readonly programme: Programme | null;
};

/**
 * Everything that staff should know of a customer before they begin, the most important first: what
 * stops or changes a redemption, what has to be put right, then what makes a good conversation.
 * Days are those of the zone.
 */
export const customerAlerts = (
  source: AlertSource,
  {
    now,
    zone,
    format,
  }: { readonly now: Instant; readonly zone: TimeZone; readonly format: Format },
): readonly CustomerAlert[] => {
  const place = { now, zone, format };
  return [
    frozenAlert(source),
    owedAlert(source, format),
    source.verdicts === 0
      ? null
      : warning("verdict", say("customer.verdict", { count: source.verdicts }), "activity"),
    overruledAlert(source),
    birthdayAlert(source, place),
    expiringAlert(source, place),
    keepTierAlert(source, place),
    nextTierAlert(source, format),
    lapsingAlert(source, place),
  ].filter((alert) => alert !== null);
};

type Place = { readonly now: Instant; readonly zone: TimeZone; readonly format: Format };

const warning = (
  kind: AlertKind,
  title: string,
  tab: CustomerAlert["tab"],
  advice?: string,
): CustomerAlert => ({ kind, title, tab, isWarning: true, ...(advice && { advice }) });

const hint = (kind: AlertKind, title: string, tab: CustomerAlert["tab"]): CustomerAlert => ({
  ...{ kind, title, tab, isWarning: false },
});

const frozenAlert = ({ freeze }: AlertSource): CustomerAlert | null => {
  if (freeze === null) return null;
  const { title, advice } = freezeSentence(freeze.reason);
  return warning("frozen", title, null, advice);
};

const owedAlert = ({ owed, programme }: AlertSource, format: Format): CustomerAlert | null => {
  const sentence = shortfallSentence(owed, programme, format);
  return sentence && warning("owed", sentence.title, null, sentence.advice);
};

const overruledAlert = ({ overruled }: AlertSource): CustomerAlert | null => {
  if (overruled.length === 0) return null;
  const fields = overruled.map(fieldName).join(", ");
  const count = overruled.length;
  return warning("overruled", say("customer.overruled", { count, fields }), "details");
};

const birthdayAlert = (
  { profile }: AlertSource,
  { now, zone, format }: Place,
): CustomerAlert | null => {
  const days = birthdayOf(profile, now, zone)?.daysToNext;
  const { birthDay, birthMonth } = profile;
  if (days === undefined || days > BIRTHDAY_DAYS || !birthDay || !birthMonth) return null;
  if (days === 0) return hint("birthday", say("customer.birthday_today"), null);
  if (days === 1) return hint("birthday", say("customer.birthday_tomorrow"), null);
  const date = format.dayOfYear(birthDay, birthMonth, null);
  return hint("birthday", say("customer.birthday_in", { days: format.count(days), date }), null);
};

const expiringAlert = (
  { lots, programme }: AlertSource,
  { now, zone, format }: Place,
): CustomerAlert | null => {
  const until = addLocalDays(now, EXPIRING_SOON_DAYS, zone);
  const soon = lots.filter(
    ({ unit, expiresAt }) =>
      UNITS[unit].spentBy !== null && expiresAt !== null && expiresAt <= until,
  );
  const [first] = soon.toSorted((a, b) => (a.expiresAt ?? 0) - (b.expiresAt ?? 0));
  const worthCents = sumCents(soon.map((lot) => lotWorth(lot, programme)));
  if (!first?.expiresAt || worthCents === 0) return null;
  const when = format.untilDay(first.expiresAt, now, first.timezone);
  const amount = format.money(worthCents);
  return hint("expiring", say("customer.expiring", { amount, when }), "rewards");
};

const keepTierAlert = (
  { tier }: AlertSource,
  { now, zone, format }: Place,
): CustomerAlert | null => {
  const held = tier?.held;
  if (!held || held.tier.isFloor || tier.remaining === 0) return null;
  if (held.anniversaryAt > addLocalDays(now, TIER_AT_RISK_DAYS, zone)) return null;
  const points = pointsText(tier.remaining, format);
  const date = format.date(held.anniversaryAt, zone);
  const title = say("customer.keep_tier", { points, date, tier: held.tier.name });
  return warning("keep_tier", title, "rewards");
};

const nextTierAlert = ({ tier }: AlertSource, format: Format): CustomerAlert | null => {
  if (!tier?.next || tier.nextRemaining === null || tier.nextRemaining <= 0) return null;
  if (tier.nextRemaining > tier.next.valueMin * CLOSE_SHARE) return null;
  const points = pointsText(tier.nextRemaining, format);
  return hint("next_tier", say("customer.next_tier", { points, tier: tier.next.name }), "rewards");
};

const lapsingAlert = (
  { shopping }: AlertSource,
  { now, zone, format }: Place,
): CustomerAlert | null => {
  const since = shopping && lapsesOn(shopping);
  if (!since || !shopping.averageDays || dayIn(now, zone) <= since) return null;
  const date = format.date(firstInstantOf(shopping.latestDay, zone), zone);
  const days = format.duration(shopping.averageDays * DAY_MS);
  return hint("lapsing", say("customer.lapsing", { days, date }), null);
};
