import { hash } from "node:crypto";
import type { CommandId, DeviceId, GiftCardId, ProfileId } from "#shared/kernel/ids.ts";
import type { Cents } from "#shared/kernel/money.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { ProfileType } from "#shared/profile/profile-type.ts";
import type { FloorLimits, Strategy } from "#shared/redemption/policy.ts";
import type { Command, RedeemCommand } from "#shared/sync/command.ts";
import type { Verdict } from "#shared/sync/verdict.ts";
import type { Remembered } from "./remembered.ts";

/** A command that a device has made durable. */
export type MadeCommand = {
  readonly command: Command;
  /** For a command that was undone before it was sent: its place was sent as `withdrawn`. */
  isWithdrawn: boolean;
};

/** A decision at risk, with what an omniscient observer would compare it with. */
export type RiskTaken = {
  readonly deviceId: DeviceId;
  readonly profileId: ProfileId;
  readonly limits: FloorLimits;
  /** In true time, since the facts it was based on; null if a restart has hidden it. */
  readonly factsAgeMs: number | null;
  /** This device's commands at risk without an answer, including this one. */
  readonly unanswered: readonly {
    readonly commandId: CommandId;
    readonly profileId: ProfileId;
    readonly amountCents: number;
  }[];
  /** The instant that it was judged at. */
  readonly judgedAt: Instant;
  /** The device's own redemptions of this profile that were on top of the facts. */
  readonly onTop: readonly RedeemCommand[];
  /**
   * The account as the device had it: its version, and the device's own redemptions that it
   * considered settled.
   */
  readonly accountVersion: number;
  readonly settled: readonly CommandId[];
  /** What the server had last told it ([S21]). */
  readonly wasToldOnlineOnly: boolean;
  /** Its copy of the account said that it is frozen. */
  readonly knewOfFreeze: boolean;
  /** What it had redeemed in the hour before, as far as it could see ([H5]), and might have. */
  readonly redeemedLately: number;
  readonly deviceMaxPerHour: number | null;
};

/** A request that reached the server, by its clock ([S8]). */
export type ContactMade = {
  readonly deviceId: DeviceId;
  /** The last command that the device says it has made. */
  readonly made: number;
  readonly at: Instant;
  /**
   * How many commands had been decided when it arrived, and when it was answered; null if never.
   */
  readonly verdictsBefore: number;
  verdictsAfter: number | null;
};

/** An answer of insufficient balance, and the account's version at that time. */
export type ShortAnswer = { readonly verdict: Verdict; readonly accountVersion: number };

/** A redemption that a till asked for over the API, and what the observer knew then. */
export type Asked = {
  readonly strategies: readonly Strategy[];
  /** What it said that the sale comes to. */
  readonly basketCents: Cents | null;
  /** Credit that another checkout held, by its number. */
  readonly heldCredit: number | null;
};

/** A gift card, and what was put on it and taken off it by the answers. */
export type SeenCard = { loadedCents: number; paidCents: number; isVoid: boolean };

/** A payment by gift card that was accepted, and what spoke against it. */
type CardPayment = {
  readonly cardId: GiftCardId;
  readonly wasPinRight: boolean;
  readonly wasHeldByAnother: boolean;
  readonly wasVoid: boolean;
};

/** A sale or return as a till's system sent it. */
type SentTransaction = {
  /** Null for a guest. */
  readonly profileId: ProfileId | null;
  readonly totalCents: number;
  /** The external id of the sale that it returns. */
  readonly returnOf: string | null;
  /** What of it was paid with credit, if anything. */
  readonly creditCents?: number;
};

/**
 * What an omniscient observer sees. Nothing in the world reads it; the checks compare it with what
 * the database and the devices hold in the end.
 */
export type History = {
  readonly made: Map<CommandId, MadeCommand>;
  /** The first verdict of each command, as text, and the number of its decision. */
  readonly verdicts: Map<CommandId, { readonly text: string; readonly decision: number }>;
  /** The order in which the server decided, by device. */
  readonly decided: Map<DeviceId, CommandId[]>;
  readonly risks: RiskTaken[];
  /** Whether the last pull that a device took in said that it may only redeem online ([S21]). */
  readonly toldOnlineOnly: Map<DeviceId, boolean>;
  readonly contacts: ContactMade[];
  readonly shortAnswers: ShortAnswer[];
  /** Edits of profiles in the order in which the server processed them. */
  readonly edits: { readonly profileId: ProfileId; readonly changes: object }[];
  /** Profiles that the server has created for a device. */
  readonly created: ProfileId[];
  /** Transactions that the till's system sent until it had an answer. */
  readonly transactions: Map<string, SentTransaction>;
  /** What tills asked for over the API. */
  readonly asked: Map<CommandId, Asked>;
  readonly cards: Map<GiftCardId, SeenCard>;
  readonly cardPayments: CardPayment[];
  /** Who has claimed each sale without a name, by its external id, in order. */
  readonly claims: Map<string, ProfileId[]>;
  /** Profiles that head office has deleted or erased, and what they are since. */
  readonly gone: Map<ProfileId, ProfileType>;
  /** The ids of erased people, with how many commands had been decided by then. */
  readonly erased: Map<ProfileId, number>;
  readonly remembered: Remembered;
  /** What only one profile has been called, in lower case, or reached by. */
  readonly canaries: { readonly profileId: ProfileId; readonly text: string }[];
  readonly violations: string[];
  /** Records a violated rule; the run continues, so that it can find more than the first. */
  readonly violate: (text: string) => void;
  readonly note: (at: Instant, text: string) => void;
  /** How often each thing has happened, so that a test can tell whether anything has. */
  readonly counts: Map<string, number>;
  readonly count: (what: string) => void;
  /** The last lines that were noted. */
  readonly tail: () => readonly string[];
  /** A hash of everything noted: two runs of one seed have the same. */
  readonly digest: () => string;
};

const TAIL_LINES = 80;
const VIOLATIONS_MAX = 20;

export const createHistory = (): History => {
  const lines: string[] = [];
  const violations: string[] = [];
  let digest = "";
  let unhashed: string[] = [];
  const hashAll = (): string => {
    if (unhashed.length === 0) return digest;
    digest = hash("sha256", [digest, ...unhashed].join("\n"), "hex");
    unhashed = [];
    return digest;
  };
  const note = (at: Instant, text: string): void => {
    const line = `${new Date(at).toISOString()} ${text}`;
    if (lines.push(line) > TAIL_LINES) lines.shift();
    if (unhashed.push(line) > 1_000) hashAll();
  };
  const counts = new Map<string, number>();
  return {
    counts,
    count: (what) => counts.set(what, (counts.get(what) ?? 0) + 1),
    made: new Map(),
    verdicts: new Map(),
    decided: new Map(),
    risks: [],
    toldOnlineOnly: new Map(),
    contacts: [],
    shortAnswers: [],
    edits: [],
    created: [],
    transactions: new Map(),
    asked: new Map(),
    cards: new Map(),
    cardPayments: [],
    claims: new Map(),
    gone: new Map(),
    erased: new Map(),
    remembered: { events: [], notes: [], claims: [] },
    canaries: [],
    violations,
    violate: (text) => {
      if (violations.length < VIOLATIONS_MAX) violations.push(text);
    },
    note,
    tail: () => lines,
    digest: hashAll,
  };
};
