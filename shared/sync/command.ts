import { z } from "zod";
import {
  appointmentChangesSchema,
  appointmentContentSchema,
  firstStateSchema,
} from "#shared/clienteling/appointment.ts";
import { connectionStatusSchema } from "#shared/clienteling/connection.ts";
import { interactionChannelSchema } from "#shared/clienteling/interaction.ts";
import {
  addListItemSchema,
  changeListItemSchema,
  createListSchema,
  removeListItemSchema,
} from "#shared/clienteling/list-step.ts";
import { NOTE_LENGTH_MAX } from "#shared/clienteling/note.ts";
import { taskChangesSchema, taskContentSchema } from "#shared/clienteling/task.ts";
import { receiptSchema } from "#shared/commerce/claim.ts";
import {
  appointmentIdSchema,
  commandIdSchema,
  connectionIdSchema,
  definitionIdSchema,
  deviceIdSchema,
  locationIdSchema,
  lotIdSchema,
  noteIdSchema,
  type ProfileId,
  profileIdSchema,
  staffIdSchema,
  taskIdSchema,
} from "#shared/kernel/ids.ts";
import { AMOUNT_CENTS_MAX, centsSchema } from "#shared/kernel/money.ts";
import { linesSchema, textSchema } from "#shared/kernel/text.ts";
import { instantSchema, timeZoneSchema } from "#shared/kernel/time.ts";
import { consentChangeSchema, givenConsentSchema } from "#shared/profile/consent.ts";
import { mergeChoiceSchema } from "#shared/profile/merge-choice.ts";
import {
  identitySchema,
  profileDetailsSchema,
  profileEditSchema,
} from "#shared/profile/profile.ts";
import { strategySchema } from "#shared/redemption/policy.ts";

/**
 * The fields of every command: who, where, when, and its place in its device's order ([S1] to
 * [S3]).
 */
const commandBase = z.object({
  /** A UUIDv7 made on the device: an identity, never an order. */
  commandId: commandIdSchema,
  deviceId: deviceIdSchema,
  /** The epoch of the enrolment; a device that enrols again starts a new one. */
  deviceEpoch: z.int().positive(),
  /** 1, 2, 3… without gaps within the epoch. */
  deviceSeq: z.int().positive(),
  occurredAt: instantSchema,
  timezone: timeZoneSchema,
  /** Time since the device last heard from the server ([S18]). */
  elapsedSinceContactMs: z.int().min(0),
  /**
   * When the device says it last heard from the server. `occurredAt` can't be earlier, nor before
   * the contact that the server itself has recorded ([S8]).
   */
  lastContactAt: instantSchema,
  policyVersion: z.int().min(0),
  staffId: staffIdSchema,
  locationId: locationIdSchema,
});

/** `online` waits for the server's answer; `at_risk` has been honoured at the counter. */
const redeemModeSchema = z.enum(["online", "at_risk"]);
export type RedeemMode = z.infer<typeof redeemModeSchema>;

export const redeemCommandSchema = commandBase.extend({
  kind: z.literal("redeem"),
  profileId: profileIdSchema,
  amountCents: centsSchema,
  strategies: z.array(strategySchema).min(1).max(4).readonly(),
  mode: redeemModeSchema,
  /** What the sale comes to, if staff have said it (redemption/SPEC.md [K1]). */
  basketCents: centsSchema.nullable().default(null),
  /** The account as the device knew it. */
  basis: z.object({ accountVersion: z.int().min(0), snapshotAgeMs: z.int().min(0) }),
  receiptRef: textSchema.max(100).nullable(),
});
export type RedeemCommand = z.infer<typeof redeemCommandSchema>;

export const redeemBenefitCommandSchema = commandBase.extend({
  kind: z.literal("redeem_benefit"),
  profileId: profileIdSchema,
  /** The benefit. */
  lotId: lotIdSchema,
  count: z.int().positive(),
});
export type RedeemBenefitCommand = z.infer<typeof redeemBenefitCommandSchema>;

/**
 * Takes back a redemption whose payment failed or that was a mistake ([S31], redemption/SPEC.md
 * [V2]).
 */
export const reverseRedemptionCommandSchema = commandBase.extend({
  kind: z.literal("reverse_redemption"),
  profileId: profileIdSchema,
  /** The command that redeemed. */
  redeemCommandId: commandIdSchema,
  /** The manager who approved it on this device ([S32]); null if nobody had to. */
  approvedBy: staffIdSchema.nullable(),
});
export type ReverseRedemptionCommand = z.infer<typeof reverseRedemptionCommandSchema>;

/** Gives a customer something of the staff's own accord ([S33], redemption/SPEC.md [Y4]). */
export const giveGoodwillCommandSchema = commandBase.extend({
  kind: z.literal("give_goodwill"),
  profileId: profileIdSchema,
  definitionId: definitionIdSchema,
  /** In cents of a reward, in hundredths of a point; one benefit. */
  amount: z.int().positive().max(AMOUNT_CENTS_MAX),
  /** The handle of one of head office's reasons. */
  reason: z.string().max(40),
  /** What staff say of it, kept as a note of this id. */
  text: linesSchema.trim().min(1).max(NOTE_LENGTH_MAX).nullable(),
  noteId: noteIdSchema,
  approvedBy: staffIdSchema.nullable(),
});
export type GiveGoodwillCommand = z.infer<typeof giveGoodwillCommandSchema>;

/** A customer asks for a benefit; the server decides ([S24]). */
export const claimBenefitCommandSchema = commandBase.extend({
  kind: z.literal("claim_benefit"),
  profileId: profileIdSchema,
  definitionId: definitionIdSchema,
});
export type ClaimBenefitCommand = z.infer<typeof claimBenefitCommandSchema>;

export const createProfileCommandSchema = commandBase.extend({
  kind: z.literal("create_profile"),
  profileId: profileIdSchema,
  details: profileDetailsSchema,
  identities: z
    .array(identitySchema.pick({ handle: true, identifier: true }))
    .max(10)
    .readonly(),
  /** What the customer allows; null if they haven't said (profile/SPEC.md [I27]). */
  consent: givenConsentSchema.nullable().default(null),
});
export type CreateProfileCommand = z.infer<typeof createProfileCommandSchema>;

export const editProfileCommandSchema = commandBase.extend({
  kind: z.literal("edit_profile"),
  profileId: profileIdSchema,
  /** Only the fields that staff changed; the last edit of a field wins ([S9]). */
  changes: profileEditSchema.partial(),
  /** What the device showed of these fields, to tell what nobody has seen ([S25]). */
  basis: profileDetailsSchema.partial().default({}),
  consent: z.array(consentChangeSchema).max(100).readonly().default([]),
});
export type EditProfileCommand = z.infer<typeof editProfileCommandSchema>;

export const addNoteCommandSchema = commandBase.extend({
  kind: z.literal("add_note"),
  profileId: profileIdSchema,
  noteId: noteIdSchema,
  text: linesSchema.trim().min(1).max(NOTE_LENGTH_MAX),
});
export type AddNoteCommand = z.infer<typeof addNoteCommandSchema>;

const saidSchema = linesSchema.trim().min(1).max(NOTE_LENGTH_MAX).nullable();

/** The customer came to the store ([X21]). */
export const logVisitCommandSchema = commandBase.extend({
  kind: z.literal("log_visit"),
  profileId: profileIdSchema,
  notes: saidSchema,
});
export type LogVisitCommand = z.infer<typeof logVisitCommandSchema>;

/** Staff were in touch with the customer some other way ([X21]). */
export const logContactCommandSchema = commandBase.extend({
  kind: z.literal("log_contact"),
  profileId: profileIdSchema,
  channel: interactionChannelSchema,
  /** What it was, as it is listed. */
  name: textSchema.trim().min(1).max(100),
  description: saidSchema,
  /** The handle of the template that it was written by ([X40]). */
  template: textSchema.max(100).nullable().default(null),
});
export type LogContactCommand = z.infer<typeof logContactCommandSchema>;

const listStep = { ...commandBase.shape, profileId: profileIdSchema };
const createListCommandSchema = createListSchema.extend(listStep);
const addListItemCommandSchema = addListItemSchema.extend(listStep);
const changeListItemCommandSchema = changeListItemSchema.extend(listStep);
const removeListItemCommandSchema = removeListItemSchema.extend(listStep);

/** Brings a connection into another status, for the profile, which is one of its sides. */
export const stepConnectionCommandSchema = commandBase.extend({
  kind: z.literal("step_connection"),
  profileId: profileIdSchema,
  connectionId: connectionIdSchema,
  status: connectionStatusSchema,
});
export type StepConnectionCommand = z.infer<typeof stepConnectionCommandSchema>;

/** A sale on a receipt that the customer brings was theirs (commerce/SPEC.md [J7]). */
export const claimSaleCommandSchema = receiptSchema.extend({
  ...commandBase.shape,
  kind: z.literal("claim_sale"),
  profileId: profileIdSchema,
});
export type ClaimSaleCommand = z.infer<typeof claimSaleCommandSchema>;

/** Merges another profile of the same person, the loser, into the profile (profile [I28]). */
export const mergeProfilesCommandSchema = commandBase.extend({
  kind: z.literal("merge_profiles"),
  /** The winner. */
  profileId: profileIdSchema,
  loserId: profileIdSchema,
  /** Where both have a value: what is to be the loser's. */
  fromLoser: z.array(mergeChoiceSchema).max(mergeChoiceSchema.options.length).readonly(),
});
export type MergeProfilesCommand = z.infer<typeof mergeProfilesCommandSchema>;

/** Plans something to do, for a customer or not, at the device's location ([X18]). */
export const addTaskCommandSchema = taskContentSchema.extend({
  ...commandBase.shape,
  kind: z.literal("add_task"),
  taskKind: taskContentSchema.shape.kind,
  profileId: profileIdSchema.nullable(),
  taskId: taskIdSchema,
  /** The note that it was made from. */
  noteId: noteIdSchema.nullable(),
});
export type AddTaskCommand = z.infer<typeof addTaskCommandSchema>;

/** Changes the fields of a task that are named; the last change of each counts ([X19]). */
export const changeTaskCommandSchema = commandBase.extend({
  kind: z.literal("change_task"),
  /** Whom the task is for, so that what is said of them goes with them (profile/SPEC.md [I17]). */
  profileId: profileIdSchema.nullable(),
  taskId: taskIdSchema,
  changes: taskChangesSchema,
});
export type ChangeTaskCommand = z.infer<typeof changeTaskCommandSchema>;

/** Gives all customers of one staff member to another, or to nobody ([X32]). */
export const handOverBookCommandSchema = commandBase.extend({
  kind: z.literal("hand_over_book"),
  fromStaffId: staffIdSchema,
  toStaffId: staffIdSchema.nullable(),
});
export type HandOverBookCommand = z.infer<typeof handOverBookCommandSchema>;

/** Books somebody, or lets them wait, at the device's location ([X22]). */
export const addAppointmentCommandSchema = appointmentContentSchema.extend({
  ...commandBase.shape,
  kind: z.literal("add_appointment"),
  appointmentKind: appointmentContentSchema.shape.kind,
  profileId: profileIdSchema.nullable(),
  appointmentId: appointmentIdSchema,
  state: firstStateSchema,
  isWalkIn: z.boolean(),
});
export type AddAppointmentCommand = z.infer<typeof addAppointmentCommandSchema>;

/** Changes the fields of an appointment that are named ([X19], [X23]). */
export const changeAppointmentCommandSchema = commandBase.extend({
  kind: z.literal("change_appointment"),
  /** Whose it is, so that what is said of them goes with them (profile/SPEC.md [I17]). */
  profileId: profileIdSchema.nullable(),
  appointmentId: appointmentIdSchema,
  changes: appointmentChangesSchema,
});
export type ChangeAppointmentCommand = z.infer<typeof changeAppointmentCommandSchema>;

/** What is planned in a store. */
export type AgendaCommand =
  | AddTaskCommand
  | ChangeTaskCommand
  | AddAppointmentCommand
  | ChangeAppointmentCommand;

/** Replaces a command that was undone before it was sent, so that the order has no gap ([S4]). */
export const withdrawnCommandSchema = commandBase.extend({ kind: z.literal("withdrawn") });

/**
 * Something done on a device; immutable. A new kind breaks the build wherever it must be handled.
 */
export const commandSchema = z.discriminatedUnion("kind", [
  redeemCommandSchema,
  redeemBenefitCommandSchema,
  reverseRedemptionCommandSchema,
  giveGoodwillCommandSchema,
  claimBenefitCommandSchema,
  createProfileCommandSchema,
  editProfileCommandSchema,
  addNoteCommandSchema,
  logVisitCommandSchema,
  logContactCommandSchema,
  createListCommandSchema,
  addListItemCommandSchema,
  changeListItemCommandSchema,
  removeListItemCommandSchema,
  stepConnectionCommandSchema,
  claimSaleCommandSchema,
  mergeProfilesCommandSchema,
  addTaskCommandSchema,
  changeTaskCommandSchema,
  handOverBookCommandSchema,
  addAppointmentCommandSchema,
  changeAppointmentCommandSchema,
  withdrawnCommandSchema,
]);
export type Command = z.infer<typeof commandSchema>;
export type CommandKind = Command["kind"];
export type CommandOf<K extends CommandKind> = Extract<Command, { kind: K }>;
export const commandKinds: readonly CommandKind[] = commandSchema.options.map(
  ({ shape }) => shape.kind.value,
);

/** The profile that a command is about; null for one that is about nobody. */
export const profileIdOf = (command: Command): ProfileId | null =>
  "profileId" in command ? command.profileId : null;

/** The minimum needed to park a command whose other fields can't be read ([S7]). */
export const commandEnvelopeSchema = z.looseObject({
  commandId: commandIdSchema,
  deviceEpoch: z.int().positive(),
  deviceSeq: z.int().positive(),
});
export type CommandEnvelope = z.infer<typeof commandEnvelopeSchema>;
