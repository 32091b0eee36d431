import { err, ok, type Result } from "#shared/kernel/result.ts";
import {
  addMs,
  type CalendarDay,
  dayIn,
  earlier,
  firstInstantOf,
  type Instant,
  instantAfter,
  monthStartOf,
  type TimeZone,
} from "#shared/kernel/time.ts";
import {
  type LiabilityBy,
  type LiabilityRow,
  type Span,
  startLiability,
} from "#shared/ledger/liability.ts";
import { splitByFunder } from "#shared/redemption/liability-by-funder.ts";
import { type LiabilityValue, liabilityValue } from "#shared/redemption/liability-value.ts";
import { UNITS } from "#shared/redemption/unit.ts";
import { loadProgrammeAsOf } from "#sync-server/ledger/load-programme.ts";
import { FIRST_PLACE, readEntriesOfAll } from "#sync-server/storage/ledger/entry-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";
import { readFunders } from "./read-funders.ts";

/** Whether each row is split between those who pay for it. */
const IS_SPLIT: Readonly<Record<LiabilityBy, boolean>> = { definition: false, funder: true };

/** What finance asks for at month end: what is outstanding, and what happened to the rest. */
export type LiabilityReport = {
  /** Both days are included, in the tenant's time zone. */
  readonly from: CalendarDay;
  readonly to: CalendarDay;
  readonly timezone: TimeZone;
  /** When the report ends: with its last day, or now. */
  readonly until: Instant;
  readonly rows: readonly {
    readonly row: LiabilityRow;
    readonly value: LiabilityValue;
    readonly handle: string | null;
    /** Null unless the report is split by funder. */
    readonly funder: string | null;
  }[];
};

/**
 * Reports the liability over local days ([L10], [L11]): by default this month up to today. By
 * funder, each row is split between those who pay for it ([G9]). Refused if the first day is after
 * the last.
 */
export const reportLiability = async (
  deps: ReadDeps,
  days: {
    readonly from?: CalendarDay | undefined;
    readonly to?: CalendarDay | undefined;
    readonly by?: LiabilityBy | undefined;
  },
  now: Instant,
): Promise<Result<LiabilityReport, { readonly reason: "from_after_to" }>> => {
  const timezone = await readTenantZone(deps);
  const to = days.to ?? dayIn(now, timezone);
  const from = days.from ?? monthStartOf(to);
  if (from > to) return err({ reason: "from_after_to" });
  const end = instantAfter(to, timezone);
  // What was recorded in this very millisecond is in the report, too.
  const until = earlier(end, addMs(now, 1));
  const start = earlier(firstInstantOf(from, timezone), until);
  const isSplit = IS_SPLIT[days.by ?? "definition"];
  const rows = await liabilityOf(deps, { from: start, until }, isSplit);
  const [atStart, atEnd] = await Promise.all([
    loadProgrammeAsOf(deps, start),
    loadProgrammeAsOf(deps, until),
  ]);
  return ok({
    ...{ from, to, timezone, until },
    rows: rows.flatMap((row): LiabilityReport["rows"] => {
      const definitions = UNITS[row.unit].definitionsIn(atEnd);
      const handle = definitions.find(({ id }) => id === row.definitionId)?.handle ?? null;
      const value = liabilityValue(row, { atStart, atEnd });
      return isSplit
        ? splitByFunder(row, value).map((part) => ({ ...part, handle }))
        : [{ row, value, handle, funder: null }];
    }),
  });
};

/** Entries in memory at a time. */
const PAGE = 2_000;

/** Reads every entry once, page by page, so that memory doesn't grow with the ledger. */
const liabilityOf = async (
  deps: ReadDeps,
  span: Span,
  isSplit: boolean,
): Promise<readonly LiabilityRow[]> => {
  const fundersOf = isSplit ? await readFunders(deps) : null;
  const liability = startLiability(span);
  let after = FIRST_PLACE;
  for (;;) {
    const entries = await readEntriesOfAll(deps, { ...after, limit: PAGE });
    const sharesOf = await fundersOf?.(entries);
    for (const entry of entries) liability.add(entry, sharesOf?.(entry));
    const last = entries.at(-1);
    if (!last || entries.length < PAGE) return liability.rows();
    after = last;
  }
};
