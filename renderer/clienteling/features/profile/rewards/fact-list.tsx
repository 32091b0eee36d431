import { DataList } from "@mantine/core";

/** What is known of something, each with its name; what isn't known is left out. */
export type Facts = readonly (readonly [name: string, value: string | null | undefined])[];

/** Draws them, one below the other. */
export const FactList = ({ facts }: { readonly facts: Facts }) => (
  <DataList size="sm" gap={6} labelWidth="110px" className="numbers">
    {facts.map(
      ([name, value]) =>
        value && (
          <DataList.Item key={name}>
            <DataList.ItemLabel>{name}</DataList.ItemLabel>
            <DataList.ItemValue>{value}</DataList.ItemValue>
          </DataList.Item>
        ),
    )}
  </DataList>
);
