import type { OutboxEntry } from "#renderer/data/outbox/outbox-entry.ts";
import type { MergingView, NoteView, ProfileView } from "#renderer/data/views.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import { ZERO_CENTS } from "#shared/kernel/money.ts";
import { recordOf } from "#shared/kernel/object.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Account } from "#shared/ledger/account.ts";
import { unitSchema } from "#shared/ledger/entry.ts";
import { inactiveLots, isExpired, spendableLots } from "#shared/ledger/lot.ts";
import { consentField } from "#shared/profile/consent.ts";
import type { Profile } from "#shared/profile/profile.ts";
import { type Balances, balancesOf } from "#shared/redemption/balance.ts";
import { atRiskNow } from "#shared/redemption/choose-mode.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import { withBenefitEnds } from "#shared/redemption/redeem-benefit.ts";
import { type Command, profileIdOf } from "#shared/sync/command.ts";
import { isRedemption } from "#shared/sync/command-kind.ts";
import { commandsOnAccount, commandsOnTop, isUnanswered } from "#shared/sync/on-top.ts";
import { benefitsAskedFor, pendingNotes } from "#shared/sync/pending.ts";
import type { Standing } from "#shared/sync/standing.ts";
import { NOTES_SHOWN, type ProfileFacts } from "./fact-queries.ts";
import { pendingItemOf } from "./pending-item.ts";
import { recentRedemptions } from "./recent-redemptions.ts";
import { redemptionsOf } from "./redemptions-of.ts";

/** What the counter shows of one profile; null if it isn't on this device. */
export const buildProfileView = (input: {
  readonly facts: ProfileFacts;
  readonly entries: readonly OutboxEntry[];
  /** The last redemptions that are done. */
  readonly redeemed: readonly OutboxEntry[];
  readonly standing: Standing;
  readonly asOf: Instant | null;
}): ProfileView | null => {
  const { facts, entries, redeemed, standing, asOf } = input;
  const { profile, programme, at } = standing;
  if (!profile) return null;
  const commands = commandsOnTop(entries);
  const held = standing.account.lots;
  const lots = programme ? withBenefitEnds(held, programme) : held;
  return {
    profile,
    isPendingCreation: facts.profile === null,
    pendingFields: pendingFieldsOf(profile, commands),
    accountRecordedAt: facts.account?.recordedAt ?? null,
    shopping: facts.account?.shopping ?? null,
    asOf: facts.profile === null ? null : asOf,
    balances: balancesNow(standing.account, programme, at),
    confirmedBalances: balancesNow(standing.confirmed, programme, at),
    owed: standing.account.outstanding,
    freeze: standing.account.freeze,
    lots: spendableLots(lots, at),
    inactiveLots: inactiveLots(lots, at).filter((lot) => !isExpired(lot, at)),
    claimed: facts.account?.claimed ?? [],
    askedFor: benefitsAskedFor(profile.id, commandsOnAccount(entries, standing.confirmed)),
    achievements: facts.progress?.achievements ?? [],
    tiers: facts.progress?.tiers ?? [],
    pendingRedemptions: entries.flatMap((entry) => redemptionOf(entry, profile)),
    recentRedemptions: recentRedemptions([...redeemed, ...entries], profile.id, at),
    redemptions: redemptionsOf(profile.id, facts.account?.redemptions ?? [], [
      ...redeemed,
      ...entries,
    ]),
    merging: mergingOf(profile, entries),
    notes: notesOf(facts, profile, commands),
    hasMoreNotes: facts.notes.length > NOTES_SHOWN,
    atRisk: atRiskNow(standing),
    creditAtRisk: atRiskNow(standing, ["credits"]),
  };
};

const NO_BALANCES: Balances = {
  held: recordOf(unitSchema.options, { amount: 0, worthCents: ZERO_CENTS, pending: 0 }),
  combinedCents: ZERO_CENTS,
  nextExpiry: null,
};

const balancesNow = (account: Account, programme: Programme | null, at: Instant): Balances =>
  programme ? balancesOf(account, programme, at) : NO_BALANCES;

const pendingFieldsOf = ({ id }: Profile, commands: readonly Command[]): readonly string[] => [
  ...new Set(commands.filter((command) => profileIdOf(command) === id).flatMap(fieldsEditedBy)),
];

/** A new profile is shown as pending as a whole. */
const fieldsEditedBy = (command: Command): readonly string[] => {
  switch (command.kind) {
    case "edit_profile":
      return [
        ...Object.keys(command.changes),
        ...command.consent.map(({ name }) => consentField(name)),
      ];
    case "redeem":
    case "redeem_benefit":
    case "reverse_redemption":
    case "give_goodwill":
    case "claim_benefit":
    case "create_profile":
    case "add_note":
    case "log_visit":
    case "log_contact":
    case "create_list":
    case "add_list_item":
    case "change_list_item":
    case "remove_list_item":
    case "step_connection":
    case "claim_sale":
    case "merge_profiles":
    case "add_task":
    case "change_task":
    case "hand_over_book":
    case "add_appointment":
    case "change_appointment":
    case "withdrawn":
      return [];
    default:
      return unreachable(command);
  }
};

const redemptionOf = (entry: OutboxEntry, profile: Profile) => {
  const { command } = entry;
  const isOwn = command !== null && profileIdOf(command) === profile.id;
  if (!isOwn || !isRedemption(command) || !isUnanswered(entry)) return [];
  return pendingItemOf(entry, () => nameOf(profile)) ?? [];
};

const mergingOf = ({ id }: Profile, entries: readonly OutboxEntry[]): MergingView | null => {
  for (const entry of entries) {
    const [command] = commandsOnTop([entry]);
    if (command?.kind !== "merge_profiles") continue;
    const { commandId, profileId: winnerId, loserId } = command;
    if (winnerId !== id && loserId !== id) continue;
    const stays = winnerId === id;
    const canUndo = pendingItemOf(entry, () => null)?.canUndo ?? false;
    return { commandId, otherId: stays ? loserId : winnerId, stays, canUndo };
  }
  return null;
};

const notesOf = (
  facts: ProfileFacts,
  { id }: Profile,
  commands: readonly Command[],
): readonly NoteView[] => {
  const known = new Set<string>(facts.notes.map((note) => note.id));
  const pending = pendingNotes(id, commands).filter((note) => !known.has(note.id));
  return [
    ...pending.map((note) => ({ note, isPending: true })),
    ...facts.notes.slice(0, NOTES_SHOWN).map((note) => ({ note, isPending: false })),
  ];
};

/** First and last name, as staff read them. */
export const nameOf = ({ firstName, lastName }: Pick<Profile, "firstName" | "lastName">): string =>
  `${firstName} ${lastName}`;
