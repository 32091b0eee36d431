import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Cents } from "#shared/kernel/money.ts";
import type { Command, CommandKind, CommandOf, RedeemMode } from "./command.ts";

/** Value given away before the server had agreed. */
export type AtRisk = {
  readonly cents: Cents;
  readonly profileId: ProfileId;
  /** How old the device's copy of the account was. */
  readonly snapshotAgeMs: number;
};

/** The rules that differ between kinds of command. */
type CommandKindRules<C extends Command> = {
  readonly atRisk: (command: C) => AtRisk | null;
  readonly waitsForServer: (command: C) => boolean;
  readonly isRedemption: boolean;
  readonly tellsOfPerson: boolean;
  readonly shownBy: (command: C) => string | null;
};

const IS_AT_RISK: Readonly<Record<RedeemMode, boolean>> = { online: false, at_risk: true };

const nothing = () => null;

/** Says something of a person, and gives nothing away. */
const TELLS = {
  atRisk: nothing,
  waitsForServer: () => false,
  isRedemption: false,
  tellsOfPerson: true,
  shownBy: nothing,
};
/** Asks for something that only the server can give. */
const ASKS = { ...TELLS, waitsForServer: () => true, tellsOfPerson: false };

/** The rules of each kind. A new kind of command breaks the build here. */
const COMMAND_KINDS: { readonly [K in CommandKind]: CommandKindRules<CommandOf<K>> } = {
  redeem: {
    ...ASKS,
    isRedemption: true,
    waitsForServer: ({ mode }) => !IS_AT_RISK[mode],
    atRisk: ({ mode, amountCents: cents, profileId, basis: { snapshotAgeMs } }) =>
      IS_AT_RISK[mode] ? { cents, profileId, snapshotAgeMs } : null,
  },
  redeem_benefit: { ...ASKS, isRedemption: true },
  // Decided by the time at which it was made, since the window may be over when it is sent.
  reverse_redemption: { ...TELLS, tellsOfPerson: false },
  give_goodwill: TELLS,
  claim_benefit: ASKS,
  create_profile: TELLS,
  edit_profile: TELLS,
  add_note: TELLS,
  log_visit: TELLS,
  log_contact: TELLS,
  create_list: { ...TELLS, shownBy: ({ commandId }) => commandId },
  add_list_item: { ...TELLS, shownBy: ({ commandId }) => commandId },
  change_list_item: { ...TELLS, shownBy: ({ item }) => item },
  remove_list_item: TELLS,
  step_connection: TELLS,
  claim_sale: TELLS,
  merge_profiles: TELLS,
  add_task: TELLS,
  change_task: TELLS,
  hand_over_book: { ...TELLS, tellsOfPerson: false },
  add_appointment: TELLS,
  change_appointment: TELLS,
  withdrawn: { ...TELLS, tellsOfPerson: false },
};

const rulesOf = <K extends CommandKind>(kind: K): CommandKindRules<CommandOf<K>> =>
  COMMAND_KINDS[kind];

/**
 * What a command gives away before the server has agreed, which the floor limits count
 * ([F2] to [F7]). Null if it gives nothing away.
 */
export const atRiskOf = (command: Command): AtRisk | null => rulesOf(command.kind).atRisk(command);

/** The amount of it alone. */
export const atRiskCentsOf = (command: Command): Cents | null => atRiskOf(command)?.cents ?? null;

/**
 * Whether the device does nothing before the server has answered, so that the act happens when the
 * server decides ([S8]).
 */
export const waitsForServer = (command: Command): boolean =>
  rulesOf(command.kind).waitsForServer(command);

/**
 * Whether a command takes something from an account: it counts as a redemption, and only the
 * account's facts end it.
 */
export const isRedemption = ({ kind }: Command): boolean => COMMAND_KINDS[kind].isRedemption;

/** Whether a command says something of a person, and gives nothing away (profile/SPEC.md [I17]). */
export const tellsOfPerson = ({ kind }: Command): boolean => COMMAND_KINDS[kind].tellsOfPerson;

/** The list or item that shows what a command makes or changes; null if none does ([X15]). */
export const refShownBy = (command: Command): string | null =>
  rulesOf(command.kind).shownBy(command);
