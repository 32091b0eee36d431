import { z } from "zod";
import { listQuerySchema, one, pageOf } from "#shared/api/envelope.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { byReason } from "#shared/kernel/by-reason.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { UTC } from "#shared/kernel/time.ts";
import type { ListQuery, Page } from "#sync-server/storage/list-query.ts";
import type { ProfileRecord } from "#sync-server/storage/profile-store.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";
import { envelopeOf } from "./envelope.ts";
import { type FilterTable, parseListQuery } from "./list-query.ts";
import { addProfileRoute, type ProfileMount } from "./profile-mount.ts";
import { invalidFields, type RefusalTable, unknown } from "./refusals.ts";
import { addRoute, type Call, type Mount } from "./route.ts";
import type { Plane } from "./v3-deps.ts";

type Maybe<T> = T | Promise<T>;
type Refusal = { readonly reason: string };
type WriteCall<B> = Call<unknown, unknown, B>;

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
 * `locations.add(mount)` adds them all. What a profile has of a resource is under `ofProfile`, and
 * `points.addOfProfile(mount)` adds that where the mount says: under `/profiles/{id}` for whoever has
 * a token of the API, or under a path that needs no id because the caller is the profile.
 *
 * It is a helper for the usual: whatever is unusual about a route, write it with `addRoute`.
 */
export type Declaration<
  Id,
  Row,
  View extends z.ZodType,
  Field extends string,
  New extends z.ZodType,
  Change extends z.ZodType,
  CreateRefusal extends Refusal,
  ChangeRefusal extends Refusal,
  RemoveRefusal extends Refusal,
> = {
  readonly path: string;
  /** The singular: `location`. Used in summaries and in "There is no such location." */
  readonly noun: string;
  /** The plural, if it isn't the noun with an `s`. */
  readonly nouns?: string;
  /** Its section in the reference; defaults to the plural. */
  readonly tag?: string;
  /** The suffix of its scopes, as in `read-<scope>`; defaults to the plural. */
  readonly scope?: string;
  readonly id: z.ZodType<Id>;
  readonly view: View;
  readonly list?: Omit<List<Row, View, Field>, "show"> & { readonly summary?: string };
  readonly read?: (plane: Plane, id: Id) => Promise<Row | null>;
  readonly create?: {
    readonly body: New;
    /** The operation that an `Idempotency-Key` applies to. */
    readonly keyedBy?: string;
    readonly write: (call: WriteCall<z.output<New>>) => Promise<Result<Row, CreateRefusal>>;
    readonly summary?: string;
    readonly description?: string;
  };
  readonly change?: {
    readonly body: Change;
    readonly write: (
      call: WriteCall<z.output<Change>>,
      id: Id,
    ) => Promise<Result<Row, ChangeRefusal>>;
    readonly summary?: string;
  };
  readonly remove?: {
    readonly write: (plane: Plane, id: Id) => Promise<Result<unknown, RemoveRefusal>>;
    readonly summary?: string;
  };
  readonly ofProfile?: {
    readonly filters: FilterTable<Field>;
    readonly page: (
      plane: Plane,
      query: ListQuery<Field>,
      profile: ProfileRecord,
    ) => Promise<Page<Row>>;
    readonly read: (plane: Plane, id: Id, profile: ProfileRecord) => Promise<Row | null>;
    /** What the 404 calls the missing thing; defaults to `point of this profile`. */
    readonly unknown?: string;
  };
  readonly show: List<Row, View, Field>["show"];
  /** The response to each reason that a write may refuse for. */
  readonly refusals?: RefusalTable<CreateRefusal | ChangeRefusal | RemoveRefusal>;
};

/** A list with filters, sorting and pages (DOMAIN §1.2). */
type List<Row, View extends z.ZodType, Field extends string> = {
  /** What it can be filtered and sorted by; a function where that depends on the tenant. */
  readonly filters: FilterTable<Field> | ((plane: Plane) => Promise<FilterTable<Field>>);
  readonly canSearch?: boolean;
  readonly page: (plane: Plane, query: ListQuery<Field>) => Promise<Page<Row>>;
  /** Rows in the API's words, in their order. */
  readonly show: (plane: Plane, rows: readonly Row[]) => Maybe<z.output<View>[]>;
};

/** Adds a list. */
export const addList = <Row, View extends z.ZodType, Field extends string>(
  mount: Mount,
  list: List<Row, View, Field> & {
    readonly url: string;
    readonly scopes: readonly string[];
    readonly tag: string;
    readonly summary: string;
    readonly view: View;
  },
): void => {
  addRoute(mount, {
    ...list,
    method: "GET",
    query: listQuerySchema,
    answer: pageOf(list.view),
    handle: async (call) => answerPage(call, list, (query) => list.page(call, query)),
  });
};

/** Reads the query, then the page it asks for. */
const answerPage = async <Row, View extends z.ZodType, Field extends string>(
  call: Call<unknown, Readonly<Record<string, unknown>>, unknown>,
  list: Pick<List<Row, View, Field>, "filters" | "canSearch" | "show">,
  page: (query: ListQuery<Field>) => Promise<Page<Row>>,
) => {
  const { filters, canSearch = false } = list;
  const table = typeof filters === "function" ? await filters(call) : filters;
  const isFiltered = Object.keys(call.query).some((name) => name.startsWith("filter"));
  const zone = isFiltered ? await readTenantZone(call.read) : UTC;
  const asked = parseListQuery(call.query, table, { canSearch, zone });
  if (!asked.ok) return err(invalidFields(asked.error));
  const { rows, total } = await page(asked.value.query);
  const data = await list.show(call, rows);
  return ok(envelopeOf(call.request, asked.value.page, { data, total }));
};

/** Declares a resource; see `Declaration`. */
export const resource = <
  Id,
  Row,
  View extends z.ZodType,
  Field extends string = never,
  New extends z.ZodType = z.ZodType,
  Change extends z.ZodType = z.ZodType,
  CreateRefusal extends Refusal = never,
  ChangeRefusal extends Refusal = never,
  RemoveRefusal extends Refusal = never,
>(
  declared: Declaration<
    Id,
    Row,
    View,
    Field,
    New,
    Change,
    CreateRefusal,
    ChangeRefusal,
    RemoveRefusal
  >,
) => {
  const {
    path,
    noun,
    nouns = `${noun}s`,
    list,
    read,
    create,
    change,
    remove,
    ofProfile,
  } = declared;
  const { tag = nouns, scope = nouns } = declared;
  const a = /^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`;
  const params = z.object({ id: declared.id });
  const single = one(declared.view);
  const many = pageOf(declared.view);
  const reading = { method: "GET", scopes: [`read-${scope}`], tag } as const;

  const answerOne = async (plane: Plane, row: Row) => {
    const [data] = await declared.show(plane, [row]);
    return ok({ data: assertDefined(data, "a row is shown") });
  };
  const refuse = (refusal: CreateRefusal | ChangeRefusal | RemoveRefusal) =>
    err(byReason(assertDefined(declared.refusals, "a resource with writes has refusals"), refusal));

  const add = (mount: Mount): void => {
    if (list) {
      addList(mount, {
        url: path,
        summary: `List ${nouns}`,
        ...list,
        ...reading,
        view: declared.view,
        show: declared.show,
      });
    }
    if (create) {
      addRoute(mount, {
        summary: `Create ${a}`,
        ...create,
        method: "POST",
        url: path,
        scopes: [`create-${scope}`],
        tag,
        status: 201,
        answer: single,
        handle: async (call) => {
          const created = await create.write(call);
          return created.ok ? answerOne(call, created.value) : refuse(created.error);
        },
      });
    }
    if (read) {
      addRoute(mount, {
        ...reading,
        url: `${path}/:id`,
        summary: `Read ${a}`,
        params,
        answer: single,
        handle: async (call) => {
          const row = await read(call, call.params.id);
          return row === null ? err(unknown(noun)) : answerOne(call, row);
        },
      });
    }
    if (change) {
      addRoute(mount, {
        summary: `Change ${a}`,
        ...change,
        method: "PUT",
        url: `${path}/:id`,
        scopes: [`update-${scope}`],
        tag,
        params,
        answer: single,
        handle: async (call) => {
          const changed = await change.write(call, call.params.id);
          return changed.ok ? answerOne(call, changed.value) : refuse(changed.error);
        },
      });
    }
    if (remove) {
      addRoute(mount, {
        summary: `Delete ${a}`,
        ...remove,
        method: "DELETE",
        url: `${path}/:id`,
        scopes: [`delete-${scope}`],
        tag,
        params,
        handle: async (call) => {
          const removed = await remove.write(call, call.params.id);
          return removed.ok ? ok(null) : refuse(removed.error);
        },
      });
    }
  };

  const addOfProfile = (mount: ProfileMount): void => {
    if (!ofProfile) return;
    const { unknown: missing = `${noun} of this profile` } = ofProfile;
    addProfileRoute(mount, {
      ...reading,
      url: path,
      summary: `List the ${nouns} of a profile`,
      query: listQuerySchema,
      answer: many,
      handle: async (call, profile) =>
        answerPage(call, { filters: ofProfile.filters, show: declared.show }, (query) =>
          ofProfile.page(call, query, profile),
        ),
    });
    addProfileRoute(mount, {
      ...reading,
      url: `${path}/:id`,
      summary: `Read ${a} of a profile`,
      params,
      noun: missing,
      answer: single,
      handle: async (call, profile) => {
        const row = await ofProfile.read(call, call.params.id, profile);
        return row ? answerOne(call, row) : err(unknown(missing));
      },
    });
  };

  return { add, addOfProfile };
};
