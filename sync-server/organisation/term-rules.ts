import { type PeriodProblem, problemOfPeriod } from "#shared/incentive/definition-rules.ts";
import type { TermKind } from "#shared/organisation/term.ts";
import { statusPeriodOf } from "#shared/profile/status.ts";
import { readAllDefinitions } from "#sync-server/storage/incentive/definition-store.ts";
import { locationStore, lockRegions } from "#sync-server/storage/organisation/location-store.ts";
import {
  hasLocationsIn,
  hasMembersInRole,
  hasProfilesWithStatus,
  isSystemInUse,
  type isTermTaken,
  readDepartmentsOf,
  termStore,
} from "#sync-server/storage/organisation/term-store.ts";
import type { NewTermRecord, TermRecord } from "#sync-server/storage/organisation/term-table.ts";
import { hasProfilesIn } from "#sync-server/storage/profile/profile-region-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** What can be wrong with a term. */
export type TermProblem =
  | { readonly reason: "brand_unknown" }
  | { readonly reason: "location_unknown" }
  | PeriodProblem;

/** The rules that differ between kinds of term. */
type TermRules = {
  /** Whether another has its handle, if its case matters. */
  readonly isTaken?: typeof isTermTaken;
  /** The first thing that is wrong with one. Locks the term that it belongs to. */
  readonly problemOf?: (
    deps: WriteDeps,
    term: Pick<NewTermRecord, "brandId" | "locationId" | "body">,
  ) => Promise<TermProblem | null>;
  /** Whether anything refers to one, so that it can't be deleted. */
  readonly isInUse: (deps: WriteDeps, term: TermRecord) => Promise<boolean>;
};

export const TERM_RULES: Readonly<Record<TermKind, TermRules>> = {
  brand: {
    isInUse: async (deps, { id }) => (await readDepartmentsOf(deps, "brand_id", [id])).length > 0,
  },
  department: {
    problemOf: async (deps, { brandId = null, locationId = null }) => {
      if (brandId === null || !(await termStore.lock(deps, { kind: "brand", id: brandId }))) {
        return { reason: "brand_unknown" };
      }
      return locationId !== null && !(await locationStore.read(deps, locationId))
        ? { reason: "location_unknown" }
        : null;
    },
    isInUse: async () => false,
  },
  region: {
    isInUse: async (deps, { id, handle }) => {
      await lockRegions(deps);
      return (
        (await hasLocationsIn(deps, handle)) ||
        (await hasProfilesIn(deps, id)) ||
        (await readAllDefinitions(deps)).some((each) => "region" in each && each.region === handle)
      );
    },
  },
  system: { isInUse: (deps, { handle }) => isSystemInUse(deps, handle) },
  "role-definition": { isInUse: (deps, { id }) => hasMembersInRole(deps, id) },
  /** Tags are free text, with or without one of these, and differ by case (DOMAIN §3.7). */
  tag: {
    isTaken: async (deps, kind, handle) => (await termStore.find(deps, { kind, handle })) !== null,
    isInUse: async () => false,
  },
  status: {
    problemOf: async (_deps, { body }) => {
      const { period, periodType, absoluteExpiry } = statusPeriodOf(body);
      return problemOfPeriod(period, periodType, absoluteExpiry);
    },
    isInUse: async (deps, { handle }) =>
      (await hasProfilesWithStatus(deps, handle)) ||
      (await readAllDefinitions(deps)).some(
        (each) => "statuses" in each && each.statuses.includes(handle),
      ),
  },
};
