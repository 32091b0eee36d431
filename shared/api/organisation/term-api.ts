import { z } from "zod";
import { both, shown, shownMoment } from "#shared/api/api-field.ts";
import { type Encoder, encoderOf, type Inside, insideNames } from "#shared/kernel/codec.ts";
import { anyJson, type ExtraFields, extraSchema } from "#shared/kernel/json.ts";
import { definedFields, mapTable, pick, pluck } from "#shared/kernel/object.ts";
import type { TermKind } from "#shared/organisation/term.ts";

type Fields = Readonly<
  Record<string, Encoder<unknown, never> & { readonly body: z.ZodType; readonly view: z.ZodType }>
>;

/**
 * One kind of term in the API: its schemas, how a body is read, and its view. Rules, filters or
 * queries depend on the `decided` fields, of which the `required` ones must be sent to create one.
 * The `kept` fields are stored and shown as sent.
 */
export const termApi = <
  Kind extends TermKind,
  Required extends Fields,
  Optional extends Fields,
  Kept extends Readonly<Record<string, z.ZodType>>,
>({
  kind,
  handle,
  required,
  optional,
  kept,
}: {
  readonly kind: Kind;
  readonly handle: z.ZodType<string>;
  readonly required: Required;
  readonly optional: Optional;
  readonly kept: Kept;
}) => {
  const decided = { ...required, ...optional };
  const named = { handle: both(handle, z.string()) };
  const fields = {
    id: shown(z.int()),
    ...named,
    ...decided,
    created_at: shownMoment,
    updated_at: shownMoment,
  };
  const encode = encoderOf(fields);
  const changed = z
    .object({ ...pluck(named, "body"), ...pluck(decided, "body"), ...kept })
    .partial();
  return {
    kind,
    created: changed.extend({ ...pluck(named, "body"), ...pluck(required, "body") }),
    changed,
    view: z.object({ ...pluck(fields, "view"), ...mapTable(kept, () => anyJson) }),
    /** What a body says, as it is stored. */
    partsOf: <B extends object>(sent: B) => ({
      fields: definedFields(insideNames(decided, sent)),
      body: extraSchema.parse(definedFields(pick(sent, kept))),
    }),
    show: (term: Inside<typeof fields> & { readonly body: ExtraFields }) => ({
      ...encode(term),
      ...mapTable(kept, (schema, name) => term.body[name] ?? noneOf(schema)),
    }),
  };
};

/** How a field that was never sent is shown. */
const noneOf = (schema: z.ZodType) => (schema instanceof z.ZodArray ? [] : null);
