import type { z } from "zod";
import { rowNumber } from "#shared/api/fields.ts";
import { type TermId, termIdSchema } from "#shared/kernel/ids.ts";
import { pick } from "#shared/kernel/object.ts";
import type { TermKind } from "#shared/organisation/term.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import {
  conflict,
  invalid,
  type RefusalTable,
  unknown,
} from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import type { WriteCall } from "#sync-server/http/routes/v3/write-call.ts";
import type { ChangeableKind, NewTerm, TermRefusal } from "#sync-server/organisation/terms.ts";
import { listTerms, termStore } from "#sync-server/storage/organisation/term-store.ts";
import { type TermRecord, termTable } from "#sync-server/storage/organisation/term-table.ts";

/** One kind of term as its routes use it; `termApi` makes it. */
type Api<
  K extends TermKind,
  Created extends z.ZodType<{ readonly handle: string }>,
  Changed extends z.ZodType<{ readonly handle?: string | undefined }>,
  View extends z.ZodObject,
> = {
  readonly kind: K;
  readonly created: Created;
  readonly changed: Changed;
  readonly view: View;
  readonly partsOf: (
    sent: z.output<Created> | z.output<Changed>,
  ) => Pick<NewTerm, "fields" | "body">;
  readonly show: (term: TermRecord) => z.output<View>;
};

const filters = filtersOf(termTable);

/** The routes of one kind of term (DOMAIN §2.7), under its plural. */
export const termRoutes = <
  K extends TermKind,
  Created extends z.ZodType<{ readonly handle: string }>,
  Changed extends z.ZodType<{ readonly handle?: string | undefined }>,
  View extends z.ZodObject,
>(
  api: Api<K, Created, Changed, View>,
  {
    showAll = (_plane, rows) => rows.map(api.show),
    ...named
  }: {
    readonly nouns?: string;
    readonly scope?: string;
    readonly showAll?: (
      plane: Plane,
      rows: readonly TermRecord[],
    ) => z.output<View>[] | Promise<z.output<View>[]>;
  } = {},
) => {
  const { kind, created, changed, view, partsOf } = api;
  const { nouns = `${kind}s` } = named;
  return resource({
    path: `/${nouns}`,
    noun: kind.replace("-", " "),
    tag: nouns,
    scope: nouns,
    ...named,
    id: rowNumber.pipe(termIdSchema),
    view,
    list: {
      filters: pick(filters, view.shape),
      page: ({ read }, query) => listTerms(read, kind, query),
    },
    read: ({ read }, id) => termStore.find(read, { kind, id }),
    create: {
      body: created,
      write: ({ write, body }) =>
        write("createTerm", { kind, handle: body.handle, ...partsOf(body) }),
    },
    ...(isChangeable(kind) ? { change: changeOf(kind, changed, partsOf) } : {}),
    remove: {
      write: ({ write }, id) => write("deleteTerm", { kind, id }),
      summary: `Delete a ${kind} that nothing refers to`,
    },
    show: showAll,
    refusals: refusalsOf(kind),
  });
};

/** The handle, which never changes, is all that the others have. */
const isChangeable = (kind: TermKind) => kind !== "system" && kind !== "tag";

const changeOf = <Changed extends z.ZodType<{ readonly handle?: string | undefined }>>(
  kind: ChangeableKind,
  body: Changed,
  partsOf: (sent: z.output<Changed>) => Pick<NewTerm, "fields" | "body">,
) => ({
  body,
  write: (call: WriteCall<Plane, z.output<Changed>>, id: TermId) =>
    call.write("updateTerm", { kind, id, handle: call.body.handle, ...partsOf(call.body) }),
});

const refusalsOf = (kind: TermKind): RefusalTable<TermRefusal> => ({
  term_unknown: unknown(kind.replace("-", " ")),
  handle_taken: invalid("handle", "The handle has already been taken."),
  handle_immutable: invalid("handle", "The handle can't be changed: records refer to it."),
  brand_unknown: invalid("brand_id", "There is no such brand."),
  location_unknown: invalid("location_id", "There is no such location."),
  absolute_expiry_missing: invalid(
    "absolute_expiry",
    "The absolute expiry is required with the period type absolute_date.",
  ),
  period_too_long: ({ max, periodType }) =>
    invalid("period", `The period must not be longer than ${max} ${periodType}.`),
  in_use: conflict(`It can't be deleted: ${USERS[kind]} refer to it.`),
});

/** What may refer to a term of each kind. */
const USERS: Readonly<Record<TermKind, string>> = {
  brand: "departments",
  department: "records",
  region: "locations, profiles or definitions",
  system: "transactions, orders or products",
  tag: "records",
  "role-definition": "members of organisations",
  status: "profiles or definitions",
};
