import { z } from "zod";
import type { CodedUnit } from "#shared/incentive/coded-unit.ts";
import { foldCode } from "#shared/kernel/fold-code.ts";
import type { CommandId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { answerOnce, type KeyReused } from "#sync-server/access/answer-once.ts";
import { findDefinitionToIssue } from "#sync-server/incentive/find-definition.ts";
import {
  insertAllocation,
  lockAllocations,
  readTakenCodes,
} from "#sync-server/storage/incentive/allocation-store.ts";
import type { NewAllocation } from "#sync-server/storage/incentive/allocation-table.ts";
import type { DefinitionRef } from "#sync-server/storage/incentive/definition-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** A code to put into a pool. */
export type NewCode = Omit<
  NewAllocation,
  | "definitionId"
  | "unit"
  | "codeKey"
  | "createdAt"
  | "updatedAt"
  | "profileId"
  | "lotId"
  | "allocatedAt"
>;

/** Codes for the pool of one definition (DOMAIN §6.7). */
export type LoadAllocations = {
  readonly unit: CodedUnit;
  readonly definition: DefinitionRef;
  readonly codes: readonly NewCode[];
  /**
   * The line of each code, if they come from a file. Then all of them are loaded, or none.
   */
  readonly lines?: readonly number[];
  /** From the caller's `Idempotency-Key`, if it sent one. */
  readonly commandId: CommandId | null;
};

export type LoadAllocationsRefusal =
  | KeyReused
  | { readonly reason: "definition_unknown" }
  /** Tier points are counted and never issued one by one. */
  | { readonly reason: "takes_no_codes" }
  /** The tenant has the codes on these lines already, so nothing was loaded. */
  | { readonly reason: "codes_taken"; readonly lines: readonly number[] };

const loadedSchema = z.object({
  loaded: z.int(),
  /** The positions of the codes that the tenant had already, from 0. */
  skipped: z.array(z.int()),
});
export type Loaded = z.infer<typeof loadedSchema>;

/**
 * Loads codes into a pool. Those that the tenant has already, in this batch or before, are left out
 * and named; of a file they refuse the whole ([N7]).
 */
export const loadAllocations = (
  deps: WriteDeps,
  input: LoadAllocations,
): Promise<Result<Loaded, LoadAllocationsRefusal>> =>
  answerOnce(deps, input, { kind: "load_allocations", schema: loadedSchema }, loadNow);

const loadNow = async (
  deps: WriteDeps,
  { unit, definition: ref, codes, lines }: LoadAllocations,
): Promise<Result<Loaded, LoadAllocationsRefusal>> => {
  const record = await findDefinitionToIssue(deps, unit, ref);
  if (!record) return err({ reason: "definition_unknown" });
  const { definition } = record;
  if (definition.kind === "point" && definition.use === "tier") {
    return err({ reason: "takes_no_codes" });
  }
  const definitionId = definition.id;
  await lockAllocations(deps);
  if (lines !== undefined) {
    const taken = await readTakenCodes(
      deps,
      codes.map(({ code }) => foldCode(code)),
    );
    const there = lines.filter((_, index) => taken.has(foldCode(codes[index]?.code ?? "")));
    if (there.length > 0) return err({ reason: "codes_taken", lines: there });
  }
  const skipped: number[] = [];
  for (const [index, code] of codes.entries()) {
    const times = { createdAt: deps.now, updatedAt: deps.now };
    const allocation = { ...code, ...times, definitionId, unit, codeKey: foldCode(code.code) };
    if ((await insertAllocation(deps, allocation)) === null) skipped.push(index);
  }
  const loaded = codes.length - skipped.length;
  if (loaded > 0) {
    const context = { definitionId, count: loaded };
    deps.happened({ kind: "allocation.loaded", profileId: null, context });
  }
  return ok({ loaded, skipped });
};
