import { z } from "zod";
import { POINT_DIGITS } from "#shared/incentive/points/point.ts";
import { decimalOf } from "#shared/kernel/decimal.ts";

/** How many rejected rows are listed. The rest are only counted. */
const REJECTED_LISTED_MAX = 1000;

/**
 * The counts of a run over a file. Money is in thousandths of a cent, so that nothing is lost to
 * rounding.
 */
export const importReportSchema = z.object({
  rows: z.int(),
  transactions: z.int(),
  returns: z.int(),
  adjustments: z.int(),
  accounting: z.int(),
  guests: z.int(),
  profilesMade: z.int(),
  /** Invoices that had been imported before, with the same lines. */
  unchanged: z.int(),
  transactionsMilliCents: z.int(),
  returnsMilliCents: z.int(),
  /** Total of invoices that are neither a sale nor a return. */
  otherMilliCents: z.int(),
  /** Total of readable rows whose invoice was refused. */
  refusedMilliCents: z.int(),
  /** What rounding each line to a cent left over. */
  roundingMilliCents: z.int(),
  /** In hundredths. */
  points: z.int(),
  rejectedRows: z.int(),
  rejected: z.array(z.object({ line: z.int(), reason: z.string() })),
});
export type ImportReport = z.infer<typeof importReportSchema>;

export const EMPTY_REPORT: ImportReport = {
  rows: 0,
  transactions: 0,
  returns: 0,
  adjustments: 0,
  accounting: 0,
  guests: 0,
  profilesMade: 0,
  unchanged: 0,
  transactionsMilliCents: 0,
  returnsMilliCents: 0,
  otherMilliCents: 0,
  refusedMilliCents: 0,
  roundingMilliCents: 0,
  points: 0,
  rejectedRows: 0,
  rejected: [],
};

/** Adds the counts of one part of a run to those before it. */
export const addReports = (a: ImportReport, b: ImportReport): ImportReport => ({
  rows: a.rows + b.rows,
  transactions: a.transactions + b.transactions,
  returns: a.returns + b.returns,
  adjustments: a.adjustments + b.adjustments,
  accounting: a.accounting + b.accounting,
  guests: a.guests + b.guests,
  profilesMade: a.profilesMade + b.profilesMade,
  unchanged: a.unchanged + b.unchanged,
  transactionsMilliCents: a.transactionsMilliCents + b.transactionsMilliCents,
  returnsMilliCents: a.returnsMilliCents + b.returnsMilliCents,
  otherMilliCents: a.otherMilliCents + b.otherMilliCents,
  refusedMilliCents: a.refusedMilliCents + b.refusedMilliCents,
  roundingMilliCents: a.roundingMilliCents + b.roundingMilliCents,
  points: a.points + b.points,
  rejectedRows: a.rejectedRows + b.rejectedRows,
  rejected: [...a.rejected, ...b.rejected].slice(0, REJECTED_LISTED_MAX),
});

/** True if the file has rows and none could be imported. It most likely has another layout. */
export const isAllRejected = (report: ImportReport): boolean =>
  report.rows > 0 && report.rejectedRows === report.rows;

/** The report as text: counts, totals that add up to the file, and the rejected rows. */
export const formatReport = (
  report: ImportReport,
  file: { readonly name: string; readonly milliCents: number; readonly currency: string },
): string => {
  const money = moneyWriter(file.currency);
  const counted =
    report.transactionsMilliCents +
    report.returnsMilliCents +
    report.otherMilliCents +
    report.refusedMilliCents +
    report.roundingMilliCents;
  const lines: readonly (readonly [string, string | number])[] = [
    ["Rows", report.rows],
    ["Transactions", `${report.transactions}, ${money(report.transactionsMilliCents)}`],
    ["Returns", `${report.returns}, ${money(report.returnsMilliCents)}`],
    ["Stock adjustments", report.adjustments],
    ["Accounting entries", `${report.accounting}, ${money(report.otherMilliCents)}`],
    ["Of guests", report.guests],
    ["Already there", report.unchanged],
    ["New profiles", report.profilesMade],
    ["Points", decimalOf(report.points, POINT_DIGITS)],
    [
      "Rejected rows",
      `${report.rejectedRows}, ${money(report.refusedMilliCents)} of which could be read`,
    ],
    ["Rounding to the cent", money(report.roundingMilliCents)],
    ["All together", money(counted)],
    [`The file ${file.name}`, money(file.milliCents)],
  ];
  const width = Math.max(...lines.map(([label]) => label.length));
  const table = lines.map(([label, value]) => `  ${label.padEnd(width)}  ${value}`);
  const verdict = verdictOf(report.rejectedRows, money, file.milliCents - counted);
  const rejected = report.rejected.map(({ line, reason }) => `  line ${line}: ${reason}`);
  const more = report.rejectedRows - report.rejected.length;
  return [
    ...table,
    verdict,
    ...(rejected.length > 0 ? ["Rejected rows:", ...rejected] : []),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ].join("\n");
};

/** Says that the totals reconcile only if every row of the file is in them. */
const verdictOf = (
  rejectedRows: number,
  money: (milliCents: number) => string,
  difference: number,
): string => {
  if (difference !== 0) return `The totals differ from the file by ${money(difference)}.`;
  if (rejectedRows === 0) return "The totals reconcile with the file.";
  const [were, them] =
    rejectedRows === 1
      ? ["1 row of the file was", "it"]
      : [`${rejectedRows} rows of the file were`, "them"];
  return `Not everything was imported: ${were} rejected. Correct ${them} and import the file again.`;
};

const moneyWriter = (currency: string) => {
  const format = new Intl.NumberFormat("en-GB", {
    style: "currency",
    currency,
    minimumFractionDigits: 2,
    maximumFractionDigits: 5,
  });
  return (milliCents: number): string => format.format(milliCents / 100_000);
};
