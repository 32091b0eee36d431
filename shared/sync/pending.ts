import {
  type Appointment,
  changeAppointment,
  newProgress,
} from "#shared/clienteling/appointment.ts";
import { connectionStatusAt, decideConnectionStep } from "#shared/clienteling/connection.ts";
import type { HeldConnection } from "#shared/clienteling/held-connection.ts";
import type { HeldList } from "#shared/clienteling/held-list.ts";
import type { Note } from "#shared/clienteling/note.ts";
import { changeTask, OPEN_TASK, originOf, type Task } from "#shared/clienteling/task.ts";
import type { ListDefinition } from "#shared/incentive/list-definition.ts";
import type { DefinitionId, ProfileId } from "#shared/kernel/ids.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { definedFields, namesOf } from "#shared/kernel/object.ts";
import { type Instant, later } from "#shared/kernel/time.ts";
import { type Account, foldAccount } from "#shared/ledger/account.ts";
import { commsOfGiven } from "#shared/profile/consent.ts";
import { decideRedeem } from "#shared/redemption/decide.ts";
import { draftRedeem } from "#shared/redemption/draft-redeem.ts";
import { type Programme, withoutSaleLimits } from "#shared/redemption/programme.ts";
import { decideRedeemBenefit } from "#shared/redemption/redeem-benefit.ts";
import type { PendingCollection } from "./collections.ts";
import { type Command, type CommandKind, type CommandOf, profileIdOf } from "./command.ts";
import { waitsForServer } from "./command-kind.ts";
import type { ConfigByKind } from "./config-by-kind.ts";
import type { AgendaFact, ProfileFact } from "./facts.ts";
import { decideListStep, type ListCommand } from "./list-command.ts";
import { decideProfileEdit } from "./profile-edit.ts";

/**
 * The account as the screen shows it: the facts with `pending` replayed on top by the server's own
 * rules ([S6]). Nothing is stored, so there is nothing to roll back.
 */
export const projectPending = (
  confirmed: Account,
  programme: Programme,
  pending: readonly Command[],
): Account => replay(onTop.accounts, confirmed.profileId, confirmed, pending, programme);

/**
 * The profile as the screen shows it: pending edits on top of the fact, or a profile that only a
 * pending command has created. Null if there is neither.
 */
export const projectPendingProfile = (
  profileId: ProfileId,
  confirmed: ProfileFact | null,
  pending: readonly Command[],
): ProfileFact | null => replay(onTop.profiles, profileId, confirmed, pending, null);

/** A profile's notes that exist only in pending commands, newest first. */
export const pendingNotes = (profileId: ProfileId, pending: readonly Command[]): readonly Note[] =>
  replay(onTop.timeline, profileId, [], pending, null);

/** The lists and connections of a profile, which commands change. */
export type HeldClienteling = {
  readonly lists: readonly HeldList[];
  readonly connections: readonly HeldConnection[];
};

/** What decides whether they can be changed so. */
export type ClientelingRules = {
  readonly lists: readonly ListDefinition[];
  readonly connections: ConfigByKind["connection_definition"];
  readonly at: Instant;
};

/**
 * A profile's lists and connections with pending commands on top. One that the rules refuse by now
 * changes nothing; the server will say so.
 */
export const projectPendingClienteling = (
  profileId: ProfileId,
  confirmed: HeldClienteling,
  pending: readonly Command[],
  rules: ClientelingRules,
): HeldClienteling => replay(onTop.clienteling, profileId, confirmed, pending, rules);

/** What is planned in a store. */
export type Agenda = {
  readonly tasks: readonly Task[];
  readonly appointments: readonly Appointment[];
};

/** What the facts say is planned. */
export const agendaOf = (facts: readonly AgendaFact[]): Agenda => ({
  tasks: facts.flatMap((fact) => (fact.kind === "task" ? fact.task : [])),
  appointments: facts.flatMap((fact) => (fact.kind === "appointment" ? fact.appointment : [])),
});

/** The same with pending commands on top ([X18], [X22]). */
export const projectPendingAgenda = (confirmed: Agenda, pending: readonly Command[]): Agenda =>
  replayAll(agenda, confirmed, pending, null);

/**
 * The collections whose facts show the effect of an accepted command. One that this version can't
 * read may show in any of them.
 */
export const collectionsShowing = (command: Command | null): readonly PendingCollection[] =>
  namesOf(onTop).filter((name) => command === null || onTop[name][command.kind] !== null);

/** How each kind of command changes what one collection shows; null if it doesn't. */
type Changes<Shown, Context> = {
  readonly [K in CommandKind]:
    | ((shown: Shown, command: CommandOf<K>, context: Context) => Shown)
    | null;
};

const replay = <Shown, Context>(
  changes: Changes<Shown, Context>,
  profileId: ProfileId,
  confirmed: Shown,
  pending: readonly Command[],
  context: Context,
): Shown =>
  replayAll(
    changes,
    confirmed,
    pending.filter((command) => profileIdOf(command) === profileId),
    context,
  );

const replayAll = <Shown, Context>(
  changes: Changes<Shown, Context>,
  confirmed: Shown,
  pending: readonly Command[],
  context: Context,
): Shown =>
  pending.reduce(
    (shown, command) => apply(changes, command.kind, command, shown, context),
    confirmed,
  );

const apply = <K extends CommandKind, Shown, Context>(
  changes: Changes<Shown, Context>,
  kind: K,
  command: CommandOf<K>,
  shown: Shown,
  context: Context,
): Shown => {
  const change = changes[kind];
  return change === null ? shown : change(shown, command, context);
};

const redeem = (account: Account, command: CommandOf<"redeem">, programme: Programme): Account => {
  // Like the server, never judge before the device's last contact with it ([S8]).
  const occurredAt = later(command.occurredAt, command.lastContactAt);
  const request = { ...command, occurredAt, whenShort: "partly" } as const;
  // What was handed over before the device knew of a freeze or a limit will be honoured ([Z3]).
  const decision = waitsForServer(command)
    ? decideRedeem(account, programme, request)
    : decideRedeem({ ...account, freeze: null }, withoutSaleLimits(programme), request);
  return decision.ok
    ? foldAccount(draftRedeem(account, decision.value, request), account)
    : account;
};

/** Always waits for the server, so it is replayed as it was asked. */
const redeemBenefit = (
  account: Account,
  command: CommandOf<"redeem_benefit">,
  { definitions }: Programme,
): Account => {
  const lot = account.lots.find(({ lotId }) => lotId === command.lotId);
  const definition = definitions.benefit.find(({ id }) => id === lot?.definitionId);
  if (!lot || !definition) return account;
  const occurredAt = later(command.occurredAt, command.lastContactAt);
  const decision = decideRedeemBenefit(account, definition, lot, { ...command, occurredAt });
  return decision.ok ? foldAccount(decision.value, account) : account;
};

/**
 * A claim, a reversal or goodwill adds nothing before the account has it: the server may refuse it
 * ([S24], [S31], [S33]). Until then the command stays on top, so that the same isn't asked for
 * twice.
 */
const onceConfirmed = (account: Account): Account => account;

/** The definitions of the benefits that these commands ask for. */
export const benefitsAskedFor = (
  profileId: ProfileId,
  pending: readonly Command[],
): readonly DefinitionId[] =>
  pending.flatMap((command) =>
    command.kind === "claim_benefit" && command.profileId === profileId
      ? [command.definitionId]
      : [],
  );

const createProfile = (command: CommandOf<"create_profile">): ProfileFact => ({
  ...command.details,
  id: command.profileId,
  profileType: "active",
  identities: command.identities.map((identity, index) => ({
    ...identity,
    isPrimary: index === 0,
    isActive: true,
  })),
  tags: [],
  joinedAt: command.occurredAt,
  joinedLocationId: command.locationId,
  joinedStaffId: command.staffId,
  preferredLocationId: command.locationId,
  associateId: null,
  version: 1,
  createdAt: command.occurredAt,
  updatedAt: command.occurredAt,
  ...(command.consent === null
    ? {}
    : { attributes: [{ kind: "comms", key: "comms", body: commsOfGiven(command.consent) }] }),
});

const editProfile = (shown: ProfileFact, command: CommandOf<"edit_profile">): ProfileFact => {
  const comms = commsOf(shown);
  const { changes, consent } = decideProfileEdit({ details: shown, comms }, command);
  const edited = { ...shown, ...definedFields(changes) };
  if (command.consent.length === 0) return edited;
  const others = (shown.attributes ?? []).filter(({ kind }) => kind !== "comms");
  const body = { ...comms, ...consent };
  return { ...edited, attributes: [...others, { kind: "comms", key: "comms", body }] };
};

/** What a profile allows, as far as it has said ([S25]). */
export const commsOf = ({ attributes = [] }: Pick<ProfileFact, "attributes">): ExtraFields =>
  attributes.find(({ kind }) => kind === "comms")?.body ?? {};

const addNote = ({
  noteId,
  profileId,
  text,
  occurredAt,
  staffId,
  locationId,
}: CommandOf<"add_note">): Note => ({
  id: noteId,
  profileId,
  text,
  occurredAt,
  staffId,
  locationId,
});

const accounts: Changes<Account, Programme> = {
  redeem,
  redeem_benefit: redeemBenefit,
  claim_benefit: onceConfirmed,
  reverse_redemption: onceConfirmed,
  give_goodwill: onceConfirmed,
  create_profile: null,
  edit_profile: null,
  add_note: null,
  log_visit: null,
  log_contact: null,
  create_list: null,
  add_list_item: null,
  change_list_item: null,
  remove_list_item: null,
  step_connection: null,
  claim_sale: null,
  merge_profiles: null,
  add_task: null,
  change_task: null,
  hand_over_book: null,
  add_appointment: null,
  change_appointment: null,
  withdrawn: null,
};
const profiles: Changes<ProfileFact | null, null> = {
  redeem: null,
  redeem_benefit: null,
  claim_benefit: null,
  reverse_redemption: null,
  give_goodwill: null,
  create_profile: (shown, command) => shown ?? createProfile(command),
  edit_profile: (shown, command) => shown && editProfile(shown, command),
  add_note: null,
  log_visit: null,
  log_contact: null,
  create_list: null,
  add_list_item: null,
  change_list_item: null,
  remove_list_item: null,
  step_connection: null,
  claim_sale: null,
  // Both stay as they are until the server has merged them (profile [I28]).
  merge_profiles: (shown) => shown,
  add_task: null,
  change_task: null,
  hand_over_book: null,
  add_appointment: null,
  change_appointment: null,
  withdrawn: null,
};
const timeline: Changes<readonly Note[], null> = {
  redeem: null,
  redeem_benefit: null,
  claim_benefit: null,
  reverse_redemption: null,
  give_goodwill: null,
  create_profile: null,
  edit_profile: null,
  add_note: (shown, command) => [addNote(command), ...shown],
  log_visit: null,
  log_contact: null,
  create_list: null,
  add_list_item: null,
  change_list_item: null,
  remove_list_item: null,
  step_connection: null,
  claim_sale: null,
  merge_profiles: null,
  add_task: null,
  change_task: null,
  hand_over_book: null,
  add_appointment: null,
  change_appointment: null,
  withdrawn: null,
};

const onLists = (
  shown: HeldClienteling,
  command: ListCommand,
  rules: ClientelingRules,
): HeldClienteling => {
  const isThere = madeBy(shown).includes(command.commandId);
  const decided = isThere ? null : decideListStep(shown.lists, command, rules.lists);
  return decided?.ok ? { ...shown, lists: decided.value } : shown;
};

/** The commands that made what the facts show: those aren't shown twice. */
const madeBy = ({ lists }: HeldClienteling): readonly string[] =>
  lists.flatMap(({ ref, items }) => [ref, ...items.map((item) => item.ref)]);

const stepConnection = (
  shown: HeldClienteling,
  { connectionId, status: to }: CommandOf<"step_connection">,
  { connections: definitions, at }: ClientelingRules,
): HeldClienteling => ({
  ...shown,
  connections: shown.connections.map((each) => {
    const terms = definitions.find(({ id }) => id === each.definitionId);
    if (each.id !== connectionId || !terms) return each;
    const by = each.side;
    const step = decideConnectionStep(connectionStatusAt(each, at), to, { by, terms });
    return step.ok ? { ...each, status: step.value } : each;
  }),
});

/** Encounters and claims are listed apart, and stay on top until the facts have them. */
const untouched = (shown: HeldClienteling): HeldClienteling => shown;

const clienteling: Changes<HeldClienteling, ClientelingRules> = {
  redeem: null,
  redeem_benefit: null,
  claim_benefit: null,
  reverse_redemption: null,
  give_goodwill: null,
  create_profile: null,
  edit_profile: null,
  add_note: null,
  log_visit: untouched,
  log_contact: untouched,
  create_list: onLists,
  add_list_item: onLists,
  change_list_item: onLists,
  remove_list_item: onLists,
  step_connection: stepConnection,
  claim_sale: untouched,
  merge_profiles: untouched,
  add_task: null,
  change_task: null,
  hand_over_book: null,
  add_appointment: null,
  change_appointment: null,
  withdrawn: null,
};

const addTask = (
  shown: Agenda,
  { taskId: id, taskKind: kind, ...command }: CommandOf<"add_task">,
): Agenda => {
  const { title, details, priority, dueDay, dueTime, assigneeId, profileId, noteId } = command;
  const { occurredAt: madeAt, staffId: createdBy, locationId } = command;
  // The facts may show it already.
  if (shown.tasks.some((task) => task.id === id)) return shown;
  const origin = originOf(noteId);
  const content = { title, details, kind, priority, dueDay, dueTime, assigneeId };
  const made = { id, profileId, locationId, origin, noteId, madeAt, createdBy };
  return { ...shown, tasks: [...shown.tasks, { ...OPEN_TASK, ...content, ...made }] };
};

const addAppointment = (
  shown: Agenda,
  { appointmentId: id, appointmentKind: kind, ...command }: CommandOf<"add_appointment">,
): Agenda => {
  const { title, details, guestName, day, time, minutes, assigneeId, profileId } = command;
  const { occurredAt: madeAt, staffId: createdBy, locationId, isWalkIn, state } = command;
  if (shown.appointments.some((appointment) => appointment.id === id)) return shown;
  const added = {
    ...{ id, profileId, locationId, isWalkIn, madeAt, createdBy },
    ...{ kind, title, details, guestName, day, time, minutes, assigneeId },
    ...newProgress(state, madeAt),
  };
  return { ...shown, appointments: [...shown.appointments, added] };
};

const changeOneAppointment = (
  shown: Agenda,
  { appointmentId, changes, staffId: by, occurredAt: at }: CommandOf<"change_appointment">,
): Agenda => ({
  ...shown,
  appointments: shown.appointments.map((appointment) => {
    if (appointment.id !== appointmentId) return appointment;
    const changed = changeAppointment(appointment, changes, { by, at });
    return changed.ok ? changed.value : appointment;
  }),
});

const agenda: Changes<Agenda, null> = {
  redeem: null,
  redeem_benefit: null,
  claim_benefit: null,
  reverse_redemption: null,
  give_goodwill: null,
  create_profile: null,
  edit_profile: null,
  add_note: null,
  log_visit: null,
  log_contact: null,
  create_list: null,
  add_list_item: null,
  change_list_item: null,
  remove_list_item: null,
  step_connection: null,
  claim_sale: null,
  merge_profiles: null,
  add_task: addTask,
  hand_over_book: null,
  change_task: (shown, { taskId, changes, staffId: by, occurredAt: at }) => ({
    ...shown,
    tasks: shown.tasks.map((task) =>
      task.id === taskId ? changeTask(task, changes, { by, at }) : task,
    ),
  }),
  add_appointment: addAppointment,
  change_appointment: changeOneAppointment,
  withdrawn: null,
};

/**
 * The collections that show pending commands, and how each kind changes them. An answered command
 * stays on top of the facts until every collection that it changes has caught up.
 */
const onTop = { accounts, profiles, timeline, clienteling, agenda } satisfies Readonly<
  Record<PendingCollection, Readonly<Record<CommandKind, unknown>>>
>;
