import { type ProfileId, profileIdSchema } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { type Instant, later, type TimeZone } from "#shared/kernel/time.ts";
import { canonicalIdentifier } from "#shared/profile/identifier.ts";
import { postTransaction } from "#sync-server/commerce/post-transaction.ts";
import type { TransactionInput } from "#sync-server/commerce/transaction-input.ts";
import { createProfileRecord } from "#sync-server/profile/create-profile.ts";
import { findProfile, PROFILE_ID_HANDLE } from "#sync-server/profile/find-profile.ts";
import { upsertImportRun } from "#sync-server/storage/import-run-store.ts";
import type { LocationRecord } from "#sync-server/storage/organisation/location-table.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { type Invoice, type InvoiceKind, lineTypeOf } from "./invoice.ts";
import { addReports, EMPTY_REPORT, type ImportReport } from "./report.ts";
import type { RetailLine } from "./retail-line.ts";

/** The system that imported transactions come from, and the handle of the buyers' ids. */
export const ONLINE_RETAIL = "online-retail";

/** Some invoices of a run, and how far the run has come with them. */
export type InvoiceBatch = {
  readonly run: {
    readonly id: string;
    readonly fileHash: string;
    readonly startedAt: Instant;
    /** In the whole run, including this batch. */
    readonly invoicesDone: number;
    readonly isLast: boolean;
  };
  /** The report of the run before this batch, including rows rejected since. */
  readonly before: ImportReport;
  readonly location: LocationRecord;
  readonly timezone: TimeZone;
  readonly invoices: readonly Invoice[];
};

/**
 * Imports some invoices in one transaction, through the same write as the API, and records how far
 * the run has come, so that it can continue from there after a stop. A refused invoice is reported
 * by its lines and doesn't hold up the others.
 */
export const importInvoices = async (
  deps: WriteDeps,
  batch: InvoiceBatch,
): Promise<ImportReport> => {
  let report = batch.before;
  for (const invoice of batch.invoices) {
    report = addReports(report, await importInvoice(deps, batch, invoice));
  }
  await upsertImportRun(deps, {
    id: batch.run.id,
    kind: ONLINE_RETAIL,
    fileHash: batch.run.fileHash,
    invoicesDone: batch.run.invoicesDone,
    report: JSON.stringify(report),
    startedAt: batch.run.startedAt,
    finishedAt: batch.run.isLast ? deps.now : null,
  });
  return report;
};

/** How each kind of invoice is reported, and whether it becomes a transaction. */
const REPORTED: Readonly<Record<InvoiceKind, Reported>> = {
  sale: { count: "transactions", total: "transactionsMilliCents", isTransaction: true },
  return: { count: "returns", total: "returnsMilliCents", isTransaction: true },
  adjustment: { count: "adjustments", total: "otherMilliCents", isTransaction: false },
  accounting: { count: "accounting", total: "otherMilliCents", isTransaction: false },
};

type Reported = {
  readonly count: "transactions" | "returns" | "adjustments" | "accounting";
  readonly total: "transactionsMilliCents" | "returnsMilliCents" | "otherMilliCents";
  readonly isTransaction: boolean;
};

const importInvoice = async (
  deps: WriteDeps,
  batch: InvoiceBatch,
  invoice: Invoice,
): Promise<ImportReport> => {
  const base = {
    ...EMPTY_REPORT,
    rows: invoice.lines.length,
    roundingMilliCents: invoice.leftMilliCents,
  };
  const totalMilliCents = invoice.totalCents * 1000;
  const { count, total, isTransaction } = REPORTED[invoice.kind];
  const counted = { ...base, [count]: 1, [total]: totalMilliCents };
  if (!isTransaction) return counted;

  const profile = await profileOf(deps, batch, invoice);
  if ("refusal" in profile) return refused(base, invoice, profile.refusal);
  const answer = await postTransaction(deps, {
    mode: "upsert",
    transaction: transactionOf(batch, invoice, profile.id),
    id: null,
    commandId: null,
  });
  if (!answer.ok) return refused(base, invoice, answer.error.reason);
  return {
    ...counted,
    guests: profile.id === null ? 1 : 0,
    profilesMade: profile.isNew ? 1 : 0,
    unchanged: answer.value.status === "unchanged" ? 1 : 0,
    points: answer.value.earned.reduce((sum, earned) => sum + earned.points, 0),
  };
};

const refused = (base: ImportReport, invoice: Invoice, reason: string): ImportReport => ({
  ...base,
  refusedMilliCents: invoice.totalCents * 1000,
  rejectedRows: invoice.lines.length,
  rejected: invoice.lines.map((line) => ({
    line: line.lineNumber,
    reason: `invoice ${invoice.invoiceNo} was refused: ${reason.replaceAll("_", " ")}`,
  })),
});

type FoundProfile =
  | { readonly id: ProfileId | null; readonly isNew: boolean }
  | { readonly refusal: string };

/** The buyer's profile. Created when the file first names them. */
const profileOf = async (
  deps: WriteDeps,
  batch: InvoiceBatch,
  invoice: Invoice,
): Promise<FoundProfile> => {
  const first = invoice.lines.find((line) => line.buyer !== null);
  const buyer = first?.buyer ?? null;
  if (!first || buyer === null) return { id: null, isNew: false };
  const known = await findProfile(deps, { handle: ONLINE_RETAIL, value: buyer });
  if (known) return { id: known, isNew: false };
  const made = await createProfileRecord(deps, {
    profileId: profileIdSchema.parse(deps.newId()),
    details: {
      title: null,
      firstName: "Customer",
      lastName: buyer,
      email: null,
      mobilePhone: null,
      secondaryPhone: null,
      birthDay: null,
      birthMonth: null,
      birthYear: null,
      gender: null,
    },
    identities: [
      { handle: ONLINE_RETAIL, identifier: canonicalIdentifier(buyer), isPrimary: true },
    ],
    tags: [first.country].filter((country) => country !== ""),
    joinedAt: first.invoicedAt,
    joinedLocationId: batch.location.id,
    joinedStaffId: null,
    needsContact: false,
  });
  return made.ok
    ? { id: made.value.id, isNew: true }
    : { refusal: `the profile of ${buyer} couldn't be created (${made.error.reason})` };
};

const transactionOf = (
  batch: InvoiceBatch,
  invoice: Invoice,
  profileId: ProfileId | null,
): TransactionInput => ({
  system: ONLINE_RETAIL,
  externalId: invoice.invoiceNo,
  profile: profileId === null ? null : { handle: PROFILE_ID_HANDLE, value: profileId },
  location: { externalId: batch.location.externalId },
  staff: null,
  totalCents: invoice.totalCents,
  totalOriginalCents: null,
  currency: "GBP",
  transactedAt: invoicedAt(invoice.lines),
  timezone: batch.timezone,
  receiptRef: invoice.invoiceNo,
  linkedReceiptRef: null,
  isVoid: false,
  redemptionId: null,
  items: invoice.lines.map((line) => ({
    name: line.description === "" ? line.stockCode : line.description,
    sku: line.stockCode,
    externalId: null,
    quantity: line.quantity,
    priceSellCents: cents(Math.round(line.unitPriceMilliCents / 1000)),
    priceCurrentCents: null,
    priceOriginalCents: null,
    priceTaxCents: null,
    extra: { line_type: lineTypeOf(line.stockCode) },
  })),
  extra: {},
});

/** The lines of an invoice may be minutes apart. It was made when the last one was. */
const invoicedAt = (lines: readonly RetailLine[]): Instant =>
  lines.map((line) => line.invoicedAt).reduce(later);
