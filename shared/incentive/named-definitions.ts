import type { DefinitionId } from "#shared/kernel/ids.ts";
import type { Definition, DefinitionBody, DefinitionKind } from "./definition.ts";

/** How a definition names another: by its number or its handle. */
type NamedDefinition = {
  readonly kind: DefinitionKind;
  readonly ref: { readonly id: DefinitionId } | { readonly handle: string };
};

/** The definitions that a body names: what it issues, and in which points it counts or is paid. */
export const namedBy = <K extends DefinitionKind>(
  kind: K,
  body: DefinitionBody<K>,
): readonly NamedDefinition[] => NAMED[kind](body);

const NAMED: {
  readonly [K in DefinitionKind]: (body: DefinitionBody<K>) => readonly NamedDefinition[];
} = {
  reward: ({ pricedIn }) => (pricedIn === null ? [] : [points(pricedIn)]),
  point: () => [],
  rate: ({ pointHandle }) => [points(pointHandle)],
  tier: ({ programme, welcome }) => [points(programme), ...welcome],
  benefit: () => [],
  credit: () => [],
  achievement: ({ levels }) => levels.flatMap(({ unlocks }) => unlocks),
};

const points = (handle: string): NamedDefinition => ({ kind: "point", ref: { handle } });

/** Whether one of these names is that of a definition. */
export const areNaming = (
  names: readonly NamedDefinition[],
  { id, kind, handle }: Pick<Definition, "id" | "kind" | "handle">,
): boolean =>
  names.some(
    (named) =>
      named.kind === kind &&
      ("id" in named.ref ? named.ref.id === id : named.ref.handle === handle),
  );
