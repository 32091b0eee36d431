import { setImmediate } from "node:timers/promises";
import type { DefinitionId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import {
  type CalendarDay,
  dayIn,
  daysBetween,
  firstInstantOf,
  type Instant,
  instantAfter,
  monthStartOf,
} from "#shared/kernel/time.ts";
import { UNITS } from "#shared/redemption/unit.ts";
import { loadProgramme } from "#sync-server/ledger/load-programme.ts";
import {
  countItemsOfSpan,
  type ItemSpan,
  type RedemptionItem,
  readItemsOfSpan,
} from "#sync-server/storage/redemption/redemption-items.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";

const DAYS_MAX = 92;
const ITEMS_MAX = 100_000;

/** Items are read in pages of this size, so that other requests are served in between. */
const PAGE = 500;

/** An item, with the handle of its definition. */
export type ExportedItem = { readonly item: RedemptionItem; readonly handle: string | null };

/** Why days can't be exported, in order of precedence. */
type ExportRefusal = {
  readonly reason: "days_out_of_range" | "too_many_items";
  readonly max: number;
};

/**
 * The items of all redemptions, reversals and returns of local days, both included, oldest first,
 * in pages. Defaults to this month up to today (DOMAIN §11.8 no. 7).
 */
export const exportRedemptions = async (
  deps: ReadDeps,
  asked: { readonly from?: CalendarDay | undefined; readonly to?: CalendarDay | undefined },
  now: Instant,
): Promise<Result<AsyncIterable<readonly ExportedItem[]>, ExportRefusal>> => {
  const zone = await readTenantZone(deps);
  const today = dayIn(now, zone);
  const { from = monthStartOf(today), to = today } = asked;
  const days = daysBetween(from, to) + 1;
  if (days < 1 || days > DAYS_MAX) return err({ reason: "days_out_of_range", max: DAYS_MAX });
  const span = { from: firstInstantOf(from, zone), until: instantAfter(to, zone) };
  const [count, programme] = await Promise.all([
    countItemsOfSpan(deps, span, ITEMS_MAX + 1),
    loadProgramme(deps),
  ]);
  if (count > ITEMS_MAX) return err({ reason: "too_many_items", max: ITEMS_MAX });
  const handles = new Map(
    Object.values(UNITS)
      .flatMap(({ definitionsIn }) => definitionsIn(programme))
      .map(({ id, handle }) => [id, handle]),
  );
  return ok(pagesOf(deps, span, handles));
};

async function* pagesOf(
  deps: ReadDeps,
  span: ItemSpan,
  handles: ReadonlyMap<DefinitionId, string>,
): AsyncGenerator<readonly ExportedItem[]> {
  let after: RedemptionItem | null = null;
  do {
    const page: readonly RedemptionItem[] = await readItemsOfSpan(deps, span, {
      after,
      limit: PAGE,
    });
    yield page.map((item) => ({
      item,
      handle: item.definitionId === null ? null : (handles.get(item.definitionId) ?? null),
    }));
    after = page.length < PAGE ? null : (page.at(-1) ?? null);
    await setImmediate();
  } while (after !== null);
}
