import type { z } from "zod";
import type { PerCurrency } from "#shared/kernel/currency.ts";
import type { Result } from "#shared/kernel/result.ts";
import type { DoneByHand } from "#shared/ledger/by-hand.ts";
import type { ListQuery, Page } from "#sync-server/storage/list-query.ts";
import type { FilterTable } from "./list-query.ts";
import type { RouteScopes } from "./route.ts";
import type { Plane } from "./v3-deps.ts";
import type { WriteCall } from "./write-call.ts";

export type Maybe<T> = T | Promise<T>;
export type Refusal = { readonly reason: string };

/** What `include=` adds to each of some rows, and the scope that it takes. */
export type Relation<C, Row> = {
  readonly scope: string;
  readonly read: (plane: C, rows: readonly Row[]) => Promise<readonly unknown[]>;
};

/** Where a resource is, and what it's called. */
export type Named<Id extends z.ZodType> = {
  readonly path: string;
  /** Other paths at which existing integrations look for the same (DOMAIN §1.1). */
  readonly alsoAt?: readonly string[];
  /** The singular: `location`. Used in summaries and in "There is no such location." */
  readonly noun: string;
  /** The plural, if it isn't the noun with an `s`. */
  readonly nouns?: string;
  /** Its section in the reference; defaults to the plural. */
  readonly tag?: string;
  /** The suffix of its scopes, as in `read-<scope>`; defaults to the plural. */
  readonly scope?: string;
  /**
   * The scope of what it is part of: reading it is reading that, any write is an update of that.
   */
  readonly partOf?: string;
  /** The last part of the path of each; without it there is only one, at `path` itself. */
  readonly id?: Id;
  /** The name of that part; defaults to `id`. */
  readonly param?: string;
};

export type ListOperation<C, Row, Field extends string> = {
  /** What it can be filtered and sorted by; a function where that depends on the tenant. */
  readonly filters: FilterTable<Field> | ((plane: C) => Promise<FilterTable<Field>>);
  readonly canSearch?: boolean;
  /** A filter that clients write as a parameter of its own: `type=connector`. */
  readonly asParameter?: Field;
  /**
   * What it can be sorted by, if it is the list of everybody's: only what an index has in order,
   * because sorting a million rows takes seconds. By default by every column among its filters.
   */
  readonly sorts?: readonly string[];
  /** The parameter with the instant as of which it is read, instead of now. */
  readonly asOf?: string;
  readonly page: (plane: C, query: ListQuery<Field>) => Promise<Page<Row>>;
  /** Whether the numbers of a page stand beside its rows, as clients of the platform read them. */
  readonly isFlat?: true;
  readonly summary?: string;
  readonly description?: string;
};

export type CreateOperation<C extends Plane, Row, New extends z.ZodType, R> = {
  readonly body: PerCurrency<New>;
  readonly write: (call: WriteCall<C, z.output<New>>) => Promise<Result<Row, R>>;
  /** The status of the answer; defaults to 201. */
  readonly status?: 200;
  readonly alsoStatus?: 201;
  readonly isLenient?: true;
  readonly isInNamedCurrency?: true;
  readonly scopes?: RouteScopes;
  readonly summary?: string;
  readonly description?: string;
};

export type ChangeOperation<
  C extends Plane,
  Row,
  Id extends z.ZodType,
  Change extends z.ZodType,
  R,
> = {
  readonly body: PerCurrency<Change>;
  readonly write: (
    call: WriteCall<C, z.output<Change>>,
    id: z.output<Id>,
  ) => Promise<Result<Row, R>>;
  readonly summary?: string;
  readonly description?: string;
};

export type RemoveOperation<C, Id extends z.ZodType, R> = {
  readonly write: (plane: C, id: z.output<Id>, by: DoneByHand) => Promise<Result<unknown, R>>;
  readonly summary?: string;
  /** Whether the query may say who does it, and why (incentive/SPEC.md [W10]). */
  readonly isByHand?: true;
};
