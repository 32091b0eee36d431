import { z } from "zod";

// Ids are branded, so that one kind can't be passed for another. Parse them at the edge with the
// schema of the same name. Things that devices can create have UUIDs; things that only the server
// creates have integers (the v3 API shows those as numbers).

/** A UUID in its canonical form, lower case (RFC 9562 §4); upper case is accepted. */
const uuid = z.uuid().toLowerCase();

/** A UUID in its canonical form; any other text unchanged. */
export const canonicalUuid = (text: string): string => uuid.safeParse(text).data ?? text;

export const tenantIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
  .brand<"TenantId">();
export type TenantId = z.infer<typeof tenantIdSchema>;

export const profileIdSchema = uuid.brand<"ProfileId">();
export type ProfileId = z.infer<typeof profileIdSchema>;

export const profileMergeIdSchema = z.int().positive().brand<"ProfileMergeId">();
export type ProfileMergeId = z.infer<typeof profileMergeIdSchema>;

export const staffIdSchema = uuid.brand<"StaffId">();
export type StaffId = z.infer<typeof staffIdSchema>;

export const deviceIdSchema = uuid.brand<"DeviceId">();
export type DeviceId = z.infer<typeof deviceIdSchema>;

export const commandIdSchema = uuid.brand<"CommandId">();
export type CommandId = z.infer<typeof commandIdSchema>;

export const noteIdSchema = uuid.brand<"NoteId">();
export type NoteId = z.infer<typeof noteIdSchema>;

export const taskIdSchema = uuid.brand<"TaskId">();
export type TaskId = z.infer<typeof taskIdSchema>;

export const appointmentIdSchema = uuid.brand<"AppointmentId">();
export type AppointmentId = z.infer<typeof appointmentIdSchema>;

export const interactionIdSchema = z.int().positive().brand<"InteractionId">();

export const visitIdSchema = z.int().positive().brand<"VisitId">();

export const assignmentIdSchema = z.int().positive().brand<"AssignmentId">();

export const organisationIdSchema = z.int().positive().brand<"OrganisationId">();
export type OrganisationId = z.infer<typeof organisationIdSchema>;

export const connectionIdSchema = z.int().positive().brand<"ConnectionId">();
export type ConnectionId = z.infer<typeof connectionIdSchema>;

export const connectionDefinitionIdSchema = z.int().positive().brand<"ConnectionDefinitionId">();
export type ConnectionDefinitionId = z.infer<typeof connectionDefinitionIdSchema>;

export const messageTemplateIdSchema = z.int().positive().brand<"MessageTemplateId">();

export const overruledEditIdSchema = z.int().positive().brand<"OverruledEditId">();

export const ratingIdSchema = z.int().positive().brand<"RatingId">();

export const duplicateIdSchema = z.int().positive().brand<"DuplicateId">();
export type DuplicateId = z.infer<typeof duplicateIdSchema>;

export const shareIdSchema = z.int().positive().brand<"ShareId">();
export type ShareId = z.infer<typeof shareIdSchema>;

export const shareUseIdSchema = z.int().positive().brand<"ShareUseId">();

export const reminderIdSchema = z.int().positive().brand<"ReminderId">();

export const listIdSchema = z.int().positive().brand<"ListId">();
export type ListId = z.infer<typeof listIdSchema>;

export const listItemIdSchema = z.int().positive().brand<"ListItemId">();
export type ListItemId = z.infer<typeof listItemIdSchema>;

export const listShareIdSchema = z.int().positive().brand<"ListShareId">();
export type ListShareId = z.infer<typeof listShareIdSchema>;

export const listReservationIdSchema = z.int().positive().brand<"ListReservationId">();
export type ListReservationId = z.infer<typeof listReservationIdSchema>;

export const locationIdSchema = z.int().positive().brand<"LocationId">();
export type LocationId = z.infer<typeof locationIdSchema>;

/** The number that ISO 3166-1 gives a country, or one from 1001 for a tenant's own. */
export const countryIdSchema = z.int().positive().brand<"CountryId">();
export type CountryId = z.infer<typeof countryIdSchema>;

export const termIdSchema = z.int().positive().brand<"TermId">();
export type TermId = z.infer<typeof termIdSchema>;

export const productIdSchema = z.int().positive().brand<"ProductId">();
export type ProductId = z.infer<typeof productIdSchema>;

export const variantIdSchema = z.int().positive().brand<"VariantId">();
export type VariantId = z.infer<typeof variantIdSchema>;

export const batchIdSchema = z.int().positive().brand<"BatchId">();
export type BatchId = z.infer<typeof batchIdSchema>;

export const importIdSchema = z.int().positive().brand<"ImportId">();
export type ImportId = z.infer<typeof importIdSchema>;

export const batchRowIdSchema = z.int().positive().brand<"BatchRowId">();

export const currencyPairIdSchema = z.int().positive().brand<"CurrencyPairId">();

export const customFieldIdSchema = z.int().positive().brand<"CustomFieldId">();

export const orderIdSchema = z.int().positive().brand<"OrderId">();
export type OrderId = z.infer<typeof orderIdSchema>;

export const definitionIdSchema = z.int().positive().brand<"DefinitionId">();
export type DefinitionId = z.infer<typeof definitionIdSchema>;

export const transactionIdSchema = z.int().positive().brand<"TransactionId">();
export type TransactionId = z.infer<typeof transactionIdSchema>;

export const transactionItemIdSchema = z.int().positive().brand<"TransactionItemId">();
export type TransactionItemId = z.infer<typeof transactionItemIdSchema>;

export const transactionClaimIdSchema = z.int().positive().brand<"TransactionClaimId">();
export type TransactionClaimId = z.infer<typeof transactionClaimIdSchema>;
export const tierPointIdSchema = z.int().positive().brand<"TierPointId">();
export type TierPointId = z.infer<typeof tierPointIdSchema>;
export const prizeDrawIdSchema = z.int().positive().brand<"PrizeDrawId">();
export type PrizeDrawId = z.infer<typeof prizeDrawIdSchema>;

export const redemptionIdSchema = z.int().positive().brand<"RedemptionId">();
export type RedemptionId = z.infer<typeof redemptionIdSchema>;

export const giftCardIdSchema = z.int().positive().brand<"GiftCardId">();
export type GiftCardId = z.infer<typeof giftCardIdSchema>;

export const writeOffIdSchema = z.int().positive().brand<"WriteOffId">();
export type WriteOffId = z.infer<typeof writeOffIdSchema>;

export const allocationIdSchema = z.int().positive().brand<"AllocationId">();
export type AllocationId = z.infer<typeof allocationIdSchema>;

export const freezeIdSchema = z.int().positive().brand<"FreezeId">();
export type FreezeId = z.infer<typeof freezeIdSchema>;

/** The id of a ledger entry: its command and its index in the command, `<commandId>:<n>`. */
export const entryIdSchema = z
  .string()
  .regex(/^[0-9a-f-]{36}:\d{1,5}$/)
  .brand<"EntryId">();
export type EntryId = z.infer<typeof entryIdSchema>;

/** A lot has the id of the entry that issued it. */
export const lotIdSchema = z
  .string()
  .regex(/^[0-9a-f-]{36}:\d{1,5}$/)
  .brand<"LotId">();
export type LotId = z.infer<typeof lotIdSchema>;

/** The id of the n-th entry (from 0) of a command. */
export const entryIdOf = (commandId: CommandId, index: number): EntryId =>
  entryIdSchema.parse(`${commandId}:${index}`);

/** The id of the lot that an issuing entry opens. */
export const lotIdOf = (entryId: EntryId): LotId => lotIdSchema.parse(entryId);
