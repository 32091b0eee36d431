import { z } from "zod";
import { namesOf } from "#shared/kernel/object.ts";
import { expiryOf } from "#shared/kernel/period.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import {
  type DayOrInstant,
  hasEnded,
  hasStarted,
  type Instant,
  lastInstantOf,
  type TimeZone,
} from "#shared/kernel/time.ts";

/** How a connection of two profiles stands (DOMAIN §3.10). */
export const connectionStatusSchema = z.enum([
  "draft",
  "pending",
  "accepted",
  "rejected",
  "hold",
  "archived",
  "break",
]);
export type ConnectionStatus = z.infer<typeof connectionStatusSchema>;

/** The two that a connection joins: the connector asked, and the connected was asked. */
export const connectionSideSchema = z.enum(["connector", "connected"]);
export type ConnectionSide = z.infer<typeof connectionSideSchema>;

/** What the definition of a connection says of its two sides and its time. */
export type ConnectionTerms = {
  readonly startDateGlobal: DayOrInstant | null;
  readonly endDateGlobal: DayOrInstant | null;
  /** In days. */
  readonly endDateDuration: number | null;
  readonly connectorCanBreak: boolean;
  readonly connectedCanBreak: boolean;
  readonly isPublished: boolean;
  /** New ones wait for an answer. */
  readonly isPending: boolean;
  readonly isArchived: boolean;
};

/** The terms by which steps are decided. */
type StepTerms = Pick<ConnectionTerms, "connectorCanBreak" | "connectedCanBreak" | "isPending">;

/** Who of the two may bring a connection into a status. */
type Who = "either" | ConnectionSide | "who_may_break";

type StatusRules = {
  /** Whether a new connection can begin so. */
  readonly isFirst: boolean;
  /** Whether coming into it asks for a connection or makes one, which must be allowed. */
  readonly isMaking: boolean;
  /** Whether it stands between the two, so that there is no other of its kind. */
  readonly isOpen: boolean;
  /** Whether it joins them now, until it ends. */
  readonly isJoined: boolean;
  /** What can come next, and by whom. */
  readonly next: Readonly<Partial<Record<ConnectionStatus, Who>>>;
};

const ANSWERS = { accepted: "connected", rejected: "connected" } as const;

/** The rules of each status, and the steps between them (DOMAIN §3.10). */
const CONNECTION_STATUSES: Readonly<Record<ConnectionStatus, StatusRules>> = {
  draft: {
    ...{ isFirst: true, isMaking: false, isOpen: true, isJoined: false },
    next: { pending: "connector", accepted: "connected", archived: "either" },
  },
  pending: {
    ...{ isFirst: true, isMaking: true, isOpen: true, isJoined: false },
    next: { ...ANSWERS, archived: "either" },
  },
  accepted: {
    ...{ isFirst: true, isMaking: true, isOpen: true, isJoined: true },
    next: { hold: "either", break: "who_may_break", archived: "who_may_break" },
  },
  hold: {
    ...{ isFirst: false, isMaking: false, isOpen: true, isJoined: true },
    next: { accepted: "either", break: "who_may_break", archived: "who_may_break" },
  },
  rejected: {
    ...{ isFirst: false, isMaking: false, isOpen: false, isJoined: false },
    next: { archived: "either" },
  },
  break: {
    ...{ isFirst: false, isMaking: false, isOpen: false, isJoined: false },
    next: { archived: "either" },
  },
  archived: { isFirst: false, isMaking: false, isOpen: false, isJoined: false, next: {} },
};

const statusesThat = (rule: "isOpen" | "isJoined"): readonly ConnectionStatus[] =>
  namesOf(CONNECTION_STATUSES).filter((status) => CONNECTION_STATUSES[status][rule]);

/** Whether coming into a status is a new connection, also where one was before (DOMAIN §3.10). */
export const isMakingConnection = (status: ConnectionStatus): boolean =>
  CONNECTION_STATUSES[status].isMaking;

/** The statuses of a connection that stands between two profiles. */
export const openConnectionStatuses = statusesThat("isOpen");
/** Those in which it joins them, until it ends. */
export const joinedConnectionStatuses = statusesThat("isJoined");

/** Why a connection can't be brought into a status, in order of precedence. */
export type ConnectionStep =
  | { readonly reason: "no_first_status" }
  /** Those of this definition wait for an answer first. */
  | { readonly reason: "must_be_pending" }
  | { readonly reason: "no_such_step"; readonly from: ConnectionStatus }
  /** It takes the other side, or neither may. */
  | { readonly reason: "not_this_side"; readonly from: ConnectionStatus };

/**
 * Whether a connection can come into a status: a new one (`from` is null), or one that stands in
 * another, by one of its sides, or by head office (null), which may do what either may.
 */
export const decideConnectionStep = (
  from: ConnectionStatus | null,
  to: ConnectionStatus,
  { by, terms }: { readonly by: ConnectionSide | null; readonly terms: StepTerms },
): Result<ConnectionStatus, ConnectionStep> => {
  if (from === null) {
    if (!CONNECTION_STATUSES[to].isFirst) return err({ reason: "no_first_status" });
    return to === "accepted" && terms.isPending ? err({ reason: "must_be_pending" }) : ok(to);
  }
  if (from === to) return ok(to);
  const who = CONNECTION_STATUSES[from].next[to];
  if (who === undefined) return err({ reason: "no_such_step", from });
  return MAY[who](by, terms) ? ok(to) : err({ reason: "not_this_side", from });
};

const MAY: Readonly<Record<Who, (by: ConnectionSide | null, terms: StepTerms) => boolean>> = {
  either: () => true,
  connector: (by) => by !== "connected",
  connected: (by) => by !== "connector",
  who_may_break: (by, { connectorCanBreak, connectedCanBreak }) =>
    ({ connector: connectorCanBreak, connected: connectedCanBreak })[by ?? "connector"] ||
    (by === null && connectedCanBreak),
};

/** Whether connections can be made under a definition at an instant. */
export const isConnectable = (terms: ConnectionTerms, at: Instant, zone: TimeZone): boolean =>
  terms.isPublished &&
  !terms.isArchived &&
  hasStarted(terms.startDateGlobal, at, zone) &&
  !hasEnded(terms.endDateGlobal, at, zone);

/**
 * The last instant of a connection that was accepted at this one: the end that all have, or the
 * last of its days, whichever is first; null if it has none.
 */
export const connectionEnd = (
  { endDateGlobal, endDateDuration }: ConnectionTerms,
  connectedAt: Instant,
  zone: TimeZone,
): Instant | null => {
  const rule = { period: endDateDuration, periodType: "days", absoluteExpiry: null } as const;
  const ends = [
    endDateGlobal && lastInstantOf(endDateGlobal, zone),
    expiryOf(connectedAt, zone, rule),
  ];
  return ends.reduce((a, b) => (a === null || (b !== null && b < a) ? b : a));
};

/** How a connection stands at an instant: one that has ended is broken, and nobody did it. */
export const connectionStatusAt = (
  { status, endsAt }: { readonly status: ConnectionStatus; readonly endsAt: Instant | null },
  at: Instant,
): ConnectionStatus =>
  CONNECTION_STATUSES[status].isJoined && endsAt !== null && endsAt < at ? "break" : status;

/** Whether it stands between the two. */
export const isOpenConnection = (status: ConnectionStatus): boolean =>
  CONNECTION_STATUSES[status].isOpen;
