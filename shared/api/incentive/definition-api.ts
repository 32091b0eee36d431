import { z } from "zod";
import { both, shown } from "#shared/api/api-field.ts";
import { filled, freeJson, orNull, slug, tags } from "#shared/api/fields.ts";
import type { DefinitionKind, Definitions } from "#shared/incentive/definition.ts";
import { type Encoder, encoderOf, type Inside, insideNames } from "#shared/kernel/codec.ts";
import type { DefinitionId } from "#shared/kernel/ids.ts";
import { anyJson, type ExtraFields, extraSchema } from "#shared/kernel/json.ts";
import { definedFields, mapTable, pick, pluck } from "#shared/kernel/object.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";

type Fields = Readonly<
  Record<string, Encoder<unknown, never> & { readonly body: z.ZodType; readonly view: z.ZodType }>
>;

/**
 * One kind of definition in the API: its schemas, how a body is read, and its view. The `required`
 * fields must be sent to create one; `optional` fields that are left out take their defaults.
 * Decisions depend on both. Nothing depends on the `kept` fields: they are stored and shown as
 * sent.
 */
export const definitionApi = <
  Kind extends DefinitionKind,
  Required extends Fields,
  Optional extends Fields,
  Kept extends Readonly<Record<string, z.ZodType>>,
  Defaults extends object,
>(declared: {
  readonly kind: Kind;
  readonly required: Required;
  readonly optional: Optional;
  readonly kept: Kept;
  readonly defaults: Defaults;
}) => {
  const { kind } = declared;
  const required = { ...common, ...declared.required };
  const decided = { ...required, ...declared.optional };
  const kept = { ...declared.kept, tags, meta: orNull(freeJson) };
  const fields = { ...head, ...decided };
  const encode = encoderOf(fields);
  const changed = z.object({ ...pluck(decided, "body"), ...kept }).partial();
  const extraOf = (sent: object): ExtraFields => extraSchema.parse(definedFields(pick(sent, kept)));
  const decidedOf = <B extends object>(sent: B) => definedFields(insideNames(decided, sent));
  return {
    kind,
    created: changed.extend(pluck(required, "body")),
    changed,
    view: z.object({
      ...pluck(fields, "view"),
      ...mapTable(kept, () => anyJson),
      created_at: z.string(),
      updated_at: z.string(),
    }),
    /** A new definition, from a body that `created` has parsed. */
    newOf: <B extends object>(sent: B) => ({
      kind,
      body: { ...declared.defaults, ...decidedOf(sent) },
      extra: extraOf(sent),
    }),
    /** The changes to a definition, from a body that `changed` has parsed. */
    changeOf: <B extends object>(id: DefinitionId, sent: B) => ({
      kind,
      id,
      changes: decidedOf(sent),
      extra: extraOf(sent),
    }),
    show: (record: ShownDefinition<Inside<typeof fields>>) => ({
      ...encode(record.definition),
      ...mapTable(
        kept,
        (schema, name) => record.extra[name] ?? (schema instanceof z.ZodArray ? [] : null),
      ),
      created_at: formatV3(record.createdAt),
      updated_at: formatV3(record.updatedAt),
    }),
  };
};

/** The fields every kind has, besides its own. */
const head = { id: shown(z.int()), version: shown(z.int()) };
const common = { name: both(filled(200), z.string()), handle: both(slug, z.string()) };

type ShownDefinition<D> = {
  readonly definition: D;
  readonly extra: ExtraFields;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
};

/** One kind of definition as routes use it; `definitionApi` creates it. */
export type DefinitionApi<
  K extends DefinitionKind,
  Created extends z.ZodType<object>,
  Changed extends z.ZodType<object>,
  View extends z.ZodType,
  New,
  Change,
> = {
  readonly kind: K;
  readonly created: Created;
  readonly changed: Changed;
  readonly view: View;
  readonly newOf: (sent: z.output<Created>) => New;
  readonly changeOf: (id: DefinitionId, sent: z.output<Changed>) => Change;
  readonly show: (record: ShownDefinition<Definitions[K]>) => z.output<View>;
};
