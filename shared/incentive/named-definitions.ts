import type { DefinitionId } from "#shared/kernel/ids.ts";
import type { Definition, DefinitionBody, DefinitionKind } from "./definition.ts";

/** Why a definition can't be saved that names one that there isn't. */
export type UnknownName =
  | { readonly reason: "points_unknown" }
  | { readonly reason: "price_points_unknown" }
  | { readonly reason: "programme_unknown" }
  /** What a level unlocks, by their places in the lists. */
  | { readonly reason: "unlock_unknown"; readonly index: number; readonly unlock: number }
  /** What reaching a tier issues, by its place in the list. */
  | { readonly reason: "welcome_unknown"; readonly index: number };

/** How a definition names another: by its number or its handle. */
type NamedDefinition = {
  readonly kind: DefinitionKind;
  readonly ref: { readonly id: DefinitionId } | { readonly handle: string };
  /** What it means that there is none. */
  readonly ifUnknown: UnknownName;
};

/** The definitions that a body names: what it issues, and in which points it counts or is paid. */
export const namedBy = <K extends DefinitionKind>(
  kind: K,
  body: DefinitionBody<K>,
): readonly NamedDefinition[] => NAMED[kind](body);

const NAMED: {
  readonly [K in DefinitionKind]: (body: DefinitionBody<K>) => readonly NamedDefinition[];
} = {
  reward: ({ pricedIn }) =>
    pricedIn === null ? [] : [points(pricedIn, { reason: "price_points_unknown" })],
  point: () => [],
  rate: ({ pointHandle }) => [points(pointHandle, { reason: "points_unknown" })],
  tier: ({ programme, welcome }) => [
    points(programme, { reason: "programme_unknown" }),
    ...welcome.map((each, index) => ({
      ...each,
      ifUnknown: { reason: "welcome_unknown", index } as const,
    })),
  ],
  benefit: () => [],
  credit: () => [],
  list: () => [],
  achievement: ({ levels }) =>
    levels.flatMap(({ unlocks }, index) =>
      unlocks.map((each, unlock) => ({
        ...each,
        ifUnknown: { reason: "unlock_unknown", index, unlock } as const,
      })),
    ),
};

const points = (handle: string, ifUnknown: UnknownName): NamedDefinition => ({
  kind: "point",
  ref: { handle },
  ifUnknown,
});

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
