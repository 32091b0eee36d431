import type { ConfigFact, ConfigKind } from "./facts.ts";

/** Head office's configuration, by kind. Some kinds have only one value. */
export type ConfigByKind = { readonly [K in ConfigKind]: ConfigValue<K>[] };

type ConfigValue<K extends ConfigKind> = Extract<ConfigFact, { kind: K }>["value"];

/** Sorts the facts by their kind, in the order passed in. */
export const configByKind = (facts: readonly ConfigFact[]): ConfigByKind => {
  const values: ConfigByKind = {
    ...{ tenant: [], location: [], staff: [], definition: [] },
    ...{ tier_versions: [], policy: [], connection_definition: [], erased: [] },
    message_template: [],
  };
  for (const fact of facts) add(values, fact.kind, fact.value);
  return values;
};

const add = <K extends ConfigKind>(values: ConfigByKind, kind: K, value: ConfigValue<K>): void => {
  values[kind].push(value);
};
