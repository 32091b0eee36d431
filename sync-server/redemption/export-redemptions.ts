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
import { loadProgramme } from "#sync-server/incentive/load-programme.ts";
import {
  type RedemptionItem,
  readItemsOfSpan,
} from "#sync-server/storage/redemption/redemption-items.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";

const DAYS_MAX = 92;
const ITEMS_MAX = 100_000;

/** Why days can't be exported, in order of precedence. */
type ExportRefusal = {
  readonly reason: "days_out_of_range" | "too_many_items";
  readonly max: number;
};

/**
 * The items of all redemptions, reversals and returns of local days, both included, oldest first,
 * each with the handle of its definition. Defaults to this month up to today (DOMAIN §11.8 no. 7).
 */
export const exportRedemptions = async (
  deps: ReadDeps,
  asked: { readonly from?: CalendarDay | undefined; readonly to?: CalendarDay | undefined },
  now: Instant,
): Promise<
  Result<
    readonly { readonly item: RedemptionItem; readonly handle: string | null }[],
    ExportRefusal
  >
> => {
  const zone = await readTenantZone(deps);
  const today = dayIn(now, zone);
  const { from = monthStartOf(today), to = today } = asked;
  const days = daysBetween(from, to) + 1;
  if (days < 1 || days > DAYS_MAX) return err({ reason: "days_out_of_range", max: DAYS_MAX });
  const span = { from: firstInstantOf(from, zone), until: instantAfter(to, zone) };
  const [items, programme] = await Promise.all([
    readItemsOfSpan(deps, span, ITEMS_MAX + 1),
    loadProgramme(deps),
  ]);
  if (items.length > ITEMS_MAX) return err({ reason: "too_many_items", max: ITEMS_MAX });
  const handles = new Map(
    Object.values(UNITS)
      .flatMap(({ definitionsIn }) => definitionsIn(programme))
      .map(({ id, handle }) => [id, handle]),
  );
  return ok(
    items.map((item) => ({
      item,
      handle: item.definitionId === null ? null : (handles.get(item.definitionId) ?? null),
    })),
  );
};
