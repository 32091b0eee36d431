import { z } from "zod";
import { hasScope } from "#shared/api/access/scopes.ts";
import { flatPageOf, flatPageView, listQuerySchema, one, pageOf } from "#shared/api/envelope.ts";
import { moment } from "#shared/api/fields.ts";
import { byHandFields, byHandOf } from "#shared/api/ledger/by-hand.ts";
import { assert, assertDefined } from "#shared/kernel/assert.ts";
import { byReason } from "#shared/kernel/by-reason.ts";
import type { PerCurrency } from "#shared/kernel/currency.ts";
import { parseIfAsked } from "#shared/kernel/parse.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { firstInstantOf, type Instant, UTC } from "#shared/kernel/time.ts";
import type { RequestRefusal } from "#sync-server/http/answer.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";
import { envelopeOf } from "./envelope.ts";
import { parseListQuery, saidOf, strangeParameters } from "./list-query.ts";
import { invalid, invalidFields, lacksScope, type RefusalTable, unknown } from "./refusals.ts";
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
import { addRoute, type Call, type Mount } from "./route.ts";
import { callerOf, type Plane } from "./v3-deps.ts";
import { writing } from "./write-call.ts";

/** Who deletes something, and why: a request to delete has no body. */
const byHandSchema = z.object(byHandFields);

type AnyCall<C> = C & Call<unknown, unknown, unknown>;
type Read<C, Row, Id extends z.ZodType> = (plane: C, id: z.output<Id>) => Promise<Row | null>;

/** What the operations of a resource have in common. */
export const madeOf = <
  C extends Plane,
  Id extends z.ZodType,
  Row,
  View extends z.ZodType,
  R extends Refusal,
>(
  declared: Named<Id> & {
    readonly view: View;
    readonly shownWith?: string;
    readonly relations?: Readonly<Record<string, Relation<C, Row>>>;
    readonly show: (plane: C, rows: readonly Row[]) => Maybe<z.output<View>[]>;
    readonly refusals?: PerCurrency<RefusalTable<R>>;
  },
  owner: string | undefined,
) => {
  const { path, noun, nouns = `${noun}s`, id, param = "id", view, partOf, tag = nouns } = declared;
  const { scope = partOf ?? nouns, relations = {} } = declared;
  const { shownWith = partOf === "profiles" ? "read-profiles" : undefined } = declared;
  const onlyId = onlyIdOf(view);
  const fields = view instanceof z.ZodObject ? Object.keys(view.shape) : [];
  const missing = owner === undefined ? noun : `${noun} of this ${owner}`;
  const includable = { relations, fields };

  const show = async (call: AnyCall<C>, rows: readonly Row[]): Promise<z.output<View>[]> => {
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
  const showOne = async (call: AnyCall<C>, row: Row): Promise<z.output<View>> =>
    assertDefined((await show(call, [row]))[0], "a row is shown");

  return {
    nouns,
    ofOwner: owner === undefined ? "" : ` of a ${owner}`,
    named: id ? `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}` : `the ${noun}`,
    missing,
    view,
    includable,
    show,
    showOne,
    /** The answer to a write: only which it is, for a caller who may not read it. */
    showWritten: async (call: AnyCall<C>, row: Row): Promise<unknown> => {
      const shown = await showOne({ ...call, now: call.clock() }, row);
      const isHidden = shownWith && !hasScope(callerOf(call.request).scopes, shownWith);
      return isHidden ? onlyId.parse(shown) : shown;
    },
    written: shownWith === undefined ? view : z.union([view, onlyId]),
    idOf: ({ request }: Pick<Call<unknown, unknown, unknown>, "request">): z.output<Id> => {
      const parsed = parseIfAsked(id, pathSchema.parse(request.params)[param]);
      assert(parsed.ok, "the route has checked its path");
      return parsed.value;
    },
    refuse: ({ currency }: Plane, refusal: R) => {
      const refusals = assertDefined(declared.refusals, "a resource with writes has refusals");
      return err(byReason(typeof refusals === "function" ? refusals(currency) : refusals, refusal));
    },
    scopesTo: (verb: string) => [`${partOf === undefined ? verb : "update"}-${scope}`],
    reading: { method: "GET", scopes: [`read-${scope}`], tag, includable } as const,
    /** The routes of them all, and of each. */
    atAll: { url: path, tag, includable },
    atEach: {
      url: id ? `${path}/:${param}` : path,
      tag,
      params: z.object(id ? { [param]: id } : {}),
      noun: id ? missing : undefined,
      includable,
    },
  };
};

type Made<
  C extends Plane,
  Id extends z.ZodType,
  Row,
  View extends z.ZodType,
  R extends Refusal,
> = ReturnType<typeof madeOf<C, Id, Row, View, R>>;

/** The parameters of a path before their schemas parse them. */
const pathSchema = z.record(z.string(), z.string());

/** Which something is, or each of several; what has no id of its own is named by its profile. */
const onlyIdOf = (view: z.core.$ZodType): z.ZodType => {
  if (view instanceof z.ZodArray) return z.array(onlyIdOf(view.element));
  if (!(view instanceof z.ZodObject)) return z.object({});
  const name = "id" in view.shape ? "id" : "profile_id";
  const id = view.shape[name];
  return z.object(id === undefined ? {} : { [name]: id });
};

/** `GET /things`, with filters, sorting and pages. */
export const addList = <
  C extends Plane,
  Id extends z.ZodType,
  Row,
  View extends z.ZodType,
  R extends Refusal,
  Field extends string,
>(
  mount: Mount<C>,
  made: Made<C, Id, Row, View, R>,
  list: ListOperation<C, Row, Field>,
): void =>
  addRoute(mount, {
    ...made.atAll,
    ...made.reading,
    summary: list.summary ?? `List ${made.nouns}${made.ofOwner}`,
    description: descriptionOf(list, Object.keys(made.includable.relations)),
    query: listQuerySchema,
    answer: list.isFlat ? flatPageOf(made.view) : pageOf(made.view),
    handle: async (request) => {
      const { filters, asParameter, asOf } = list;
      const then = await momentAsked(request, asOf);
      if (!then.ok) return then;
      const call = { ...request, now: then.value };
      const table = typeof filters === "function" ? await filters(call) : filters;
      const query = withParameter(call.query, asParameter);
      const names = Object.keys(query);
      const isFiltered = names.some((name) => name.startsWith("filter"));
      // What a caller may not see, they may not ask for either (DOMAIN §19.3).
      if (call.read.hidesPeople && names.some((name) => name.startsWith("filter[profile."))) {
        return err(lacksScope("read-profiles"));
      }
      const zone = isFiltered ? await readTenantZone(call.read) : UTC;
      const { currency } = call;
      const asked = parseListQuery(query, table, { ...list, zone, currency });
      if (!asked.ok) return err(invalidFields(asked.error));
      const { rows, ...counted } = await list.page(call, asked.value.query);
      const data = await made.show(call, rows);
      const page = envelopeOf(call.request, asked.value.page, { ...counted, data });
      return ok(list.isFlat ? flatPageView(page) : page);
    },
  });

/** What a list says of itself, with what it can be asked for. */
const descriptionOf = <C, Row, Field extends string>(
  { description, filters, sorts }: ListOperation<C, Row, Field>,
  relations: readonly string[],
): string | undefined => {
  const asked = typeof filters === "function" ? "" : saidOf(filters, { sorts });
  const included = relations.length > 0 ? `Can include ${relations.join(", ")}.` : "";
  return [description, asked, included].filter(Boolean).join(" ") || undefined;
};

/** The instant as of which a list is asked for: now, or what the parameter says. */
const momentAsked = async (
  call: Plane & { readonly query: Readonly<Record<string, unknown>> },
  name: string | undefined,
): Promise<Result<Instant, RequestRefusal>> => {
  const sent = name === undefined ? undefined : call.query[name];
  if (name === undefined || sent === undefined) return ok(call.now);
  const parsed = parseIfAsked(moment, sent);
  if (!parsed.ok) return err(invalid(name, `The ${name} must be a date and time.`));
  return ok(firstInstantOf(parsed.value, await readTenantZone(call.read)));
};

/** A query with one of its parameters as the filter that it means. */
const withParameter = (query: Readonly<Record<string, unknown>>, name: string | undefined) =>
  name === undefined || query[name] === undefined
    ? query
    : { ...query, [`filter[${name}]`]: query[name] };

/** `GET /things`, all of them at once. */
export const addAll = <
  C extends Plane,
  Id extends z.ZodType,
  Row,
  View extends z.ZodType,
  R extends Refusal,
>(
  mount: Mount<C>,
  made: Made<C, Id, Row, View, R>,
  all: (plane: C) => Promise<readonly Row[]>,
): void =>
  addRoute(mount, {
    ...made.atAll,
    ...made.reading,
    summary: `List ${made.nouns}${made.ofOwner}`,
    answer: one(z.array(made.view)),
    handle: async (call) => {
      const strange = strangeParameters(Object.keys(call.request.query ?? {}));
      if (strange) return err(invalidFields(strange));
      return ok({ data: await made.show(call, await all(call)) });
    },
  });

/** `POST /things`. */
export const addCreate = <
  C extends Plane,
  Id extends z.ZodType,
  Row,
  View extends z.ZodType,
  R extends Refusal,
  New extends z.ZodType,
>(
  mount: Mount<C>,
  made: Made<C, Id, Row, View, R>,
  create: CreateOperation<C, Row, New, R>,
): void =>
  addRoute(mount, {
    summary: `Create ${made.named}${made.ofOwner}`,
    status: 201,
    scopes: made.scopesTo("create"),
    ...create,
    ...made.atAll,
    method: "POST",
    shown: made.view,
    answer: one(made.written),
    handle: async (call) => {
      const created = await create.write(writing(call));
      return created.ok
        ? ok({ data: await made.showWritten(call, created.value) })
        : made.refuse(call, created.error);
    },
  });

/** `GET /things/{id}`. */
export const addRead = <
  C extends Plane,
  Id extends z.ZodType,
  Row,
  View extends z.ZodType,
  R extends Refusal,
>(
  mount: Mount<C>,
  made: Made<C, Id, Row, View, R>,
  read: Read<C, Row, Id>,
): void =>
  addRoute(mount, {
    ...made.atEach,
    ...made.reading,
    summary: `Read ${made.named}${made.ofOwner}`,
    answer: one(made.view),
    isConditional: true,
    handle: async (call) => {
      const row = await read(call, made.idOf(call));
      return row === null
        ? err(unknown(made.missing))
        : ok({ data: await made.showOne(call, row) });
    },
  });

/** `PUT /things/{id}`. */
export const addChange = <
  C extends Plane,
  Id extends z.ZodType,
  Row,
  View extends z.ZodType,
  R extends Refusal,
  Change extends z.ZodType,
>(
  mount: Mount<C>,
  made: Made<C, Id, Row, View, R>,
  change: ChangeOperation<C, Row, Id, Change, R>,
  read: Read<C, Row, Id> | undefined,
): void =>
  addRoute(mount, {
    summary: `Change ${made.named}${made.ofOwner}`,
    ...change,
    ...made.atEach,
    method: "PUT",
    // Where all of them are answered, one is sent.
    shown: made.view instanceof z.ZodArray ? made.view.element : made.view,
    scopes: made.scopesTo("update"),
    answer: one(made.written),
    handle: async (call) => {
      const hidden = await refuseHidden(call, made, read);
      if (hidden) return hidden;
      const changed = await change.write(writing(call), made.idOf(call));
      return changed.ok
        ? ok({ data: await made.showWritten(call, changed.value) })
        : made.refuse(call, changed.error);
    },
  });

/** `DELETE /things/{id}`. */
export const addRemove = <
  C extends Plane,
  Id extends z.ZodType,
  Row,
  View extends z.ZodType,
  R extends Refusal,
>(
  mount: Mount<C>,
  made: Made<C, Id, Row, View, R>,
  remove: RemoveOperation<C, Id, R>,
  read: Read<C, Row, Id> | undefined,
): void =>
  addRoute(mount, {
    summary: `Delete ${made.named}${made.ofOwner}`,
    ...remove,
    ...(remove.isByHand ? { query: byHandSchema } : {}),
    ...made.atEach,
    method: "DELETE",
    scopes: made.scopesTo("delete"),
    handle: async (call) => {
      const hidden = await refuseHidden(call, made, read);
      if (hidden) return hidden;
      const removed = await remove.write(call, made.idOf(call), byHandOf(call.query ?? {}));
      return removed.ok ? ok(null) : made.refuse(call, removed.error);
    },
  });

/**
 * 404 for what the caller can't see. The write reads it again in its own transaction, but sees what
 * belongs to deleted profiles.
 */
const refuseHidden = async <
  C extends Plane,
  Id extends z.ZodType,
  Row,
  View extends z.ZodType,
  R extends Refusal,
>(
  call: AnyCall<C>,
  made: Made<C, Id, Row, View, R>,
  read: Read<C, Row, Id> | undefined,
): Promise<Result<never, RequestRefusal> | null> =>
  read && (await read(call, made.idOf(call))) === null ? err(unknown(made.missing)) : null;
