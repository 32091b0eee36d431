import type { z } from "zod";
import type { PerCurrency } from "#shared/kernel/currency.ts";
import type { RefusalTable } from "./refusals.ts";
import type {
  ChangeOperation,
  CreateOperation,
  ListOperation,
  Maybe,
  Named,
  Refusal,
  Relation,
  RemoveOperation,
} from "./resource-declaration.ts";
import {
  addAll,
  addChange,
  addCreate,
  addList,
  addRead,
  addRemove,
  madeOf,
} from "./resource-operations.ts";
import type { Mount } from "./route.ts";
import type { Plane } from "./v3-deps.ts";

/**
 * A resource of the API, declared once. Each operation that is there becomes a route, with the
 * scopes `read-…`, `create-…`, `update-…` and `delete-…` of the resource:
 *
 *     export const locations = resource({
 *       path: "/locations",
 *       noun: "location",
 *       id: locationNumber,
 *       view: locationViewSchema,
 *       list: {
 *         filters: filtersOf(locationTable),
 *         page: ({ read }, query) => locationStore.list(read, query),
 *       },
 *       read: ({ read }, id) => locationStore.read(read, id),
 *       create: {
 *         body: newLocationSchema,
 *         write: ({ write, body }) => write("createLocation", camelKeys(body)),
 *       },
 *       show: (_plane, rows) => rows.map(locationView),
 *       refusals: { location_unknown: unknown("location"), … },
 *     });
 *
 * `locations.add(mount)` adds them all. What one profile has is declared with `profileResource`,
 * whose operations also get the profile: under `/profiles/{id}` for callers with an API token,
 * or under a path that needs no id because the caller is the profile.
 *
 * It is a helper for the usual: whatever is unusual about a route, write it with `addRoute`. `C` is
 * what the operations get; `owner` is whose the things are, for summaries and refusals.
 */
export const resourceOf =
  <C extends Plane>(owner?: string) =>
  <
    Id extends z.ZodType,
    Row,
    View extends z.ZodType,
    Field extends string = never,
    New extends z.ZodType = z.ZodType,
    Change extends z.ZodType = z.ZodType,
    CreateRefusal extends Refusal = never,
    ChangeRefusal extends Refusal = never,
    RemoveRefusal extends Refusal = never,
  >(
    declared: Named<Id> & {
      readonly view: View;
      /**
       * Without this scope, the answer to a write names what was written, and shows nothing of it.
       * What is part of profiles takes `read-profiles` (DOMAIN §1.2 no. 16).
       */
      readonly shownWith?: string;
      /** A list with filters, sorting and pages (DOMAIN §1.2). */
      readonly list?: ListOperation<C, Row, Field>;
      /** The list of all of them, instead of pages: for what a profile has few of. */
      readonly all?: (plane: C) => Promise<readonly Row[]>;
      readonly read?: (plane: C, id: z.output<Id>) => Promise<Row | null>;
      readonly create?: CreateOperation<C, Row, New, CreateRefusal>;
      readonly change?: ChangeOperation<C, Row, Id, Change, ChangeRefusal>;
      readonly remove?: RemoveOperation<C, Id, RemoveRefusal>;
      /** What `include=` adds to each, besides what is always there. */
      readonly relations?: Readonly<Record<string, Relation<C, Row>>>;
      /** Rows in the API's words, in their order. */
      readonly show: (plane: C, rows: readonly Row[]) => Maybe<z.output<View>[]>;
      /** The response to each reason that a write may refuse for. */
      readonly refusals?: PerCurrency<RefusalTable<CreateRefusal | ChangeRefusal | RemoveRefusal>>;
    },
  ) => {
    const { alsoAt = [], list, all, read, create, change, remove } = declared;
    const add = (mount: Mount<C>): void => {
      for (const path of [declared.path, ...alsoAt]) {
        const made = madeOf({ ...declared, path }, owner);
        if (list) addList(mount, made, list);
        if (all) addAll(mount, made, all);
        if (create) addCreate(mount, made, create);
        if (read) addRead(mount, made, read);
        if (change) addChange(mount, made, change, read);
        if (remove) addRemove(mount, made, remove, read);
      }
    };
    return { add };
  };

/** Declares a resource of the tenant. */
export const resource = resourceOf<Plane>();
