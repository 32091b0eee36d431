import { z } from "zod";
import { listQuerySchema, one, pageOf } from "#shared/api/envelope.ts";
import { assert, assertDefined } from "#shared/kernel/assert.ts";
import { byReason } from "#shared/kernel/by-reason.ts";
import type { PerCurrency } from "#shared/kernel/currency.ts";
import { parseIfAsked } from "#shared/kernel/parse.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { UTC } from "#shared/kernel/time.ts";
import type { ListQuery, Page } from "#sync-server/storage/list-query.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";
import { envelopeOf } from "./envelope.ts";
import { type FilterTable, parseListQuery } from "./list-query.ts";
import { invalidFields, type RefusalTable, unknown } from "./refusals.ts";
import { addRoute, type Call, type Mount, type RouteScopes } from "./route.ts";
import type { Plane } from "./v3-deps.ts";

type Maybe<T> = T | Promise<T>;
type Refusal = { readonly reason: string };
/** What `include=` adds to each of some rows, and the scope that it takes. */
type Relation<C, Row> = {
  readonly scope: string;
  readonly read: (plane: C, rows: readonly Row[]) => Promise<readonly unknown[]>;
};
/** What a write gets: the plane, and the request with its parsed body. */
export type WriteCall<C extends Plane, B> = C & Call<unknown, unknown, B>;

/**
 * A resource of the API, declared once. Each operation that is there becomes a route, with the scopes
 * `read-…`, `create-…`, `update-…` and `delete-…` of the resource:
 *
 *     export const locations = resource({
 *       path: "/locations",
 *       noun: "location",
 *       id: locationNumber,
 *       view: locationViewSchema,
 *       list: { filters: filtersOf(locationTable), page: ({ read }, query) => listLocations(read, query) },
 *       read: ({ read }, id) => readLocationRecord(read, id),
 *       create: {
 *         body: newLocationSchema,
 *         write: ({ write, body }) => write("createLocation", camelKeys(body)),
 *       },
 *       show: (_plane, rows) => rows.map(locationView),
 *       refusals: { location_unknown: unknown("location"), … },
 *     });
 *
 * `locations.add(mount)` adds them all. What one profile has is declared with `profileResource`, whose
 * operations also get the profile: under `/profiles/{id}` for whoever has a token of the API, or under
 * a path that needs no id because the caller is the profile.
 *
 * It is a helper for the usual: whatever is unusual about a route, write it with `addRoute`. `C` is what
 * the operations get; `owner` is whose the things are, for summaries and refusals.
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
  >(declared: {
    readonly path: string;
    /** The singular: `location`. Used in summaries and in "There is no such location." */
    readonly noun: string;
    /** The plural, if it isn't the noun with an `s`. */
    readonly nouns?: string;
    /** Its section in the reference; defaults to the plural. */
    readonly tag?: string;
    /** The suffix of its scopes, as in `read-<scope>`; defaults to the plural. */
    readonly scope?: string;
    /** The scope of what it is part of: reading it is reading that, any write is an update of that. */
    readonly partOf?: string;
    /** The last part of the path of each; without it there is only one, at `path` itself. */
    readonly id?: Id;
    /** The name of that part; defaults to `id`. */
    readonly param?: string;
    readonly view: View;
    /** A list with filters, sorting and pages (DOMAIN §1.2). */
    readonly list?: {
      /** What it can be filtered and sorted by; a function where that depends on the tenant. */
      readonly filters: FilterTable<Field> | ((plane: C) => Promise<FilterTable<Field>>);
      readonly canSearch?: boolean;
      readonly page: (plane: C, query: ListQuery<Field>) => Promise<Page<Row>>;
      readonly summary?: string;
    };
    /** The list of all of them, instead of pages: for what a profile has few of. */
    readonly all?: (plane: C) => Promise<readonly Row[]>;
    readonly read?: (plane: C, id: z.output<Id>) => Promise<Row | null>;
    readonly create?: {
      readonly body: PerCurrency<New>;
      readonly write: (call: WriteCall<C, z.output<New>>) => Promise<Result<Row, CreateRefusal>>;
      /** The operation that an `Idempotency-Key` applies to. */
      readonly keyedBy?: string;
      /** The status of the answer; defaults to 201. */
      readonly status?: 200;
      readonly alsoStatus?: 201;
      readonly isLenient?: true;
      readonly scopes?: RouteScopes;
      readonly summary?: string;
      readonly description?: string;
    };
    readonly change?: {
      readonly body: PerCurrency<Change>;
      readonly write: (
        call: WriteCall<C, z.output<Change>>,
        id: z.output<Id>,
      ) => Promise<Result<Row, ChangeRefusal>>;
      readonly summary?: string;
      readonly description?: string;
    };
    readonly remove?: {
      readonly write: (plane: C, id: z.output<Id>) => Promise<Result<unknown, RemoveRefusal>>;
      readonly summary?: string;
    };
    /** What `include=` adds to each, besides what is always there. */
    readonly relations?: Readonly<Record<string, Relation<C, Row>>>;
    /** Rows in the API's words, in their order. */
    readonly show: (plane: C, rows: readonly Row[]) => Maybe<z.output<View>[]>;
    /** The response to each reason that a write may refuse for. */
    readonly refusals?: PerCurrency<RefusalTable<CreateRefusal | ChangeRefusal | RemoveRefusal>>;
  }) => {
    const { path, noun, nouns = `${noun}s`, id, param = "id", view, list, all, read } = declared;
    const { create, change, remove, tag = nouns, partOf, scope = partOf ?? nouns } = declared;
    const { relations = {} } = declared;
    const fields = view instanceof z.ZodObject ? Object.keys(view.shape) : [];
    const includable = { relations, fields };
    const ofOwner = owner === undefined ? "" : ` of a ${owner}`;
    const named = id ? `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}` : `the ${noun}`;
    const missing = owner === undefined ? noun : `${noun} of this ${owner}`;
    const reading = { method: "GET", scopes: [`read-${scope}`], tag, includable } as const;
    const scopesTo = (verb: string) => [`${partOf === undefined ? verb : "update"}-${scope}`];
    const each = {
      url: id ? `${path}/:${param}` : path,
      tag,
      params: z.object(id ? { [param]: id } : {}),
      noun: id ? missing : undefined,
      includable,
    };
    const idOf = ({ request }: Pick<Call<unknown, unknown, unknown>, "request">) => {
      const parsed = parseIfAsked(id, pathSchema.parse(request.params)[param]);
      assert(parsed.ok, "the route has checked its path");
      return parsed.value;
    };

    const show = async (call: C & Call<unknown, unknown, unknown>, rows: readonly Row[]) => {
      const asked = Object.entries(relations).filter(([name]) => call.include.includes(name));
      const shown = await declared.show(call, rows);
      if (asked.length === 0) return shown;
      const added = await Promise.all(asked.map(([, { read }]) => read(call, rows)));
      return shown.map((row, index) =>
        Object.assign(
          {},
          row,
          Object.fromEntries(asked.map(([name], at) => [name, added[at]?.[index]])),
        ),
      );
    };
    const isMissing = async (call: C & Call<unknown, unknown, unknown>) =>
      read !== undefined && (await read(call, idOf(call))) === null;
    const answerOne = async (call: C & Call<unknown, unknown, unknown>, row: Row) => {
      const [data] = await show(call, [row]);
      return ok({ data: assertDefined(data, "a row is shown") });
    };
    const refuse = (
      { currency }: Plane,
      refusal: CreateRefusal | ChangeRefusal | RemoveRefusal,
    ) => {
      const refusals = assertDefined(declared.refusals, "a resource with writes has refusals");
      return err(byReason(typeof refusals === "function" ? refusals(currency) : refusals, refusal));
    };

    const add = (mount: Mount<C>): void => {
      if (list) {
        addRoute(mount, {
          ...reading,
          url: path,
          summary: list.summary ?? `List ${nouns}${ofOwner}`,
          query: listQuerySchema,
          answer: pageOf(view),
          handle: async (call) => {
            const { filters } = list;
            const table = typeof filters === "function" ? await filters(call) : filters;
            const isFiltered = Object.keys(call.query).some((name) => name.startsWith("filter"));
            const zone = isFiltered ? await readTenantZone(call.read) : UTC;
            const asked = parseListQuery(call.query, table, {
              ...list,
              zone,
              currency: call.currency,
            });
            if (!asked.ok) return err(invalidFields(asked.error));
            const { rows, ...counted } = await list.page(call, asked.value.query);
            const data = await show(call, rows);
            return ok(envelopeOf(call.request, asked.value.page, { ...counted, data }));
          },
        });
      }
      if (all) {
        addRoute(mount, {
          ...reading,
          url: path,
          summary: `List ${nouns}${ofOwner}`,
          answer: one(z.array(view)),
          handle: async (call) => ok({ data: await show(call, await all(call)) }),
        });
      }
      if (create) {
        addRoute(mount, {
          summary: `Create ${named}${ofOwner}`,
          status: 201,
          scopes: scopesTo("create"),
          ...create,
          includable,
          shown: view,
          method: "POST",
          url: path,
          tag,
          answer: one(view),
          handle: async (call) => {
            const created = await create.write(writing(call));
            return created.ok ? answerOne(call, created.value) : refuse(call, created.error);
          },
        });
      }
      if (read) {
        addRoute(mount, {
          ...each,
          ...reading,
          summary: `Read ${named}${ofOwner}`,
          answer: one(view),
          handle: async (call) => {
            const row = await read(call, idOf(call));
            return row === null ? err(unknown(missing)) : answerOne(call, row);
          },
        });
      }
      if (change) {
        addRoute(mount, {
          summary: `Change ${named}${ofOwner}`,
          ...change,
          ...each,
          method: "PUT",
          shown: view,
          scopes: scopesTo("update"),
          answer: one(view),
          handle: async (call) => {
            if (await isMissing(call)) return err(unknown(missing));
            const changed = await change.write(writing(call), idOf(call));
            return changed.ok ? answerOne(call, changed.value) : refuse(call, changed.error);
          },
        });
      }
      if (remove) {
        addRoute(mount, {
          summary: `Delete ${named}${ofOwner}`,
          ...remove,
          ...each,
          method: "DELETE",
          scopes: scopesTo("delete"),
          handle: async (call) => {
            if (await isMissing(call)) return err(unknown(missing));
            const removed = await remove.write(call, idOf(call));
            return removed.ok ? ok(null) : refuse(call, removed.error);
          },
        });
      }
    };

    return { add };
  };

/** Declares a resource of the tenant. */
export const resource = resourceOf<Plane>();

/** The parameters of a path before their schemas parse them. */
const pathSchema = z.record(z.string(), z.string());

/** The row that a write has just written, read again by what the write answered. */
export const rowWritten = async <W, Row, R>(
  result: Result<W, R>,
  read: (written: W) => Promise<Row | null>,
): Promise<Result<Row, R>> =>
  result.ok ? ok(assertDefined(await read(result.value), "the row just written")) : result;

/** A write can read what it has written, even if it belongs to a deleted profile. */
export const writing = <T extends Pick<Plane, "read">>(call: T) => ({
  ...call,
  read: { ...call.read, hidesDeleted: false },
});
