import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { ReadDeps, WriteDeps } from "./storage/sql.ts";

type Verb = "created" | "updated" | "deleted";
type Maybe<T> = T | Promise<T>;
type Refused = { readonly reason: string };

/** What the writes need of a record store. */
type Store<Value extends { readonly id: string | number }, New, Named> = {
  readonly find: (deps: ReadDeps, fields: Partial<Value>) => Promise<Value | null>;
  readonly lock: (deps: WriteDeps, named: Named) => Promise<Value | null>;
  readonly append: (deps: WriteDeps, record: New) => Promise<Value>;
  readonly update: (deps: WriteDeps, id: Value["id"], fields: New) => Promise<void>;
  readonly remove: (deps: WriteDeps, id: Value["id"]) => Promise<void>;
};

/**
 * The writes that create, change and delete records of a kind. They refuse for `<noun>_unknown`,
 * for what the rules say, and then for a key that another record has. A record is locked before a
 * change of it is decided.
 *
 *     export const {
 *       create: createSupplier,
 *       change: updateSupplier,
 *       remove: deleteSupplier,
 *     } = recordWrites("supplier", supplierStore, { … });
 */
export const recordWrites = <
  Noun extends string,
  Value extends New & { readonly id: string | number },
  New,
  Named,
  Sent,
  Changes,
  Refusal extends Refused = never,
  const Taken extends Refused = never,
  const InUse extends Refused = never,
>(
  noun: Noun,
  store: Store<Value, New, Named>,
  rules: {
    /** What a new record will be, with its defaults; or why there can't be one. */
    readonly newOf: (deps: WriteDeps, sent: Sent) => Maybe<Result<NoInfer<New>, NoInfer<Refusal>>>;
    /** What a record will be; or why it can't be changed so. */
    readonly changedOf: (
      deps: WriteDeps,
      before: NoInfer<Value>,
      changes: Changes,
    ) => Maybe<Result<NoInfer<New>, Refusal>>;
    /** Values that only one record can have together. */
    readonly taken?: {
      readonly refusal: Taken;
      readonly keyOf: (record: NoInfer<New>) => Partial<NoInfer<Value>>;
      /** Whether another has them, if it isn't only one that has exactly these. */
      readonly isTaken?: (deps: ReadDeps, record: NoInfer<New>) => Promise<boolean>;
    };
    /** When a record can't be deleted, because something refers to it. */
    readonly inUse?: {
      readonly refusal: InUse;
      readonly when: (deps: WriteDeps, record: NoInfer<Value>) => Promise<boolean>;
    };
    /** Records the events of a write, and whatever follows from it. */
    readonly wrote: (deps: WriteDeps, verb: Verb, record: NoInfer<Value>) => Maybe<void>;
  },
) => {
  const unknown = { reason: `${noun}_unknown` } as const;
  const { taken, inUse } = rules;

  const isTaken = async (deps: ReadDeps, record: New, before: Value | null): Promise<boolean> => {
    if (!taken) return false;
    const key = taken.keyOf(record);
    if (before && JSON.stringify(key) === JSON.stringify(taken.keyOf(before))) return false;
    return taken.isTaken?.(deps, record) ?? (await store.find(deps, key)) !== null;
  };

  const create = async (deps: WriteDeps, sent: Sent): Promise<Result<Value, Refusal | Taken>> => {
    const decided = await rules.newOf(deps, sent);
    if (!decided.ok) return decided;
    if (taken && (await isTaken(deps, decided.value, null))) return err(taken.refusal);
    const record = await store.append(deps, decided.value);
    await rules.wrote(deps, "created", record);
    return ok(record);
  };

  const change = async (
    deps: WriteDeps,
    input: Named & { readonly changes: Changes },
  ): Promise<Result<Value, typeof unknown | Refusal | Taken>> => {
    const before = await store.lock(deps, input);
    if (!before) return err(unknown);
    const decided = await rules.changedOf(deps, before, input.changes);
    if (!decided.ok) return decided;
    const after = { ...before, ...decided.value, updatedAt: deps.now };
    if (taken && (await isTaken(deps, after, before))) return err(taken.refusal);
    await store.update(deps, before.id, after);
    await rules.wrote(deps, "updated", after);
    return ok(after);
  };

  const remove = async (
    deps: WriteDeps,
    input: Named,
  ): Promise<Result<null, typeof unknown | InUse>> => {
    const record = await store.lock(deps, input);
    if (!record) return err(unknown);
    if (inUse && (await inUse.when(deps, record))) return err(inUse.refusal);
    await store.remove(deps, record.id);
    await rules.wrote(deps, "deleted", record);
    return ok(null);
  };

  return { create, change, remove };
};
