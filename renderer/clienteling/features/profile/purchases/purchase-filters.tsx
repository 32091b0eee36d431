import { NativeSelect, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { say } from "#renderer/words/say.ts";
import type { Transaction } from "#shared/commerce/transaction.ts";
import type { Location } from "#shared/organisation/location.ts";
import { type PurchaseFilter, yearOf } from "./find-purchases.ts";
import classes from "./purchases-panel.module.css";

/** With so few, looking is faster than asking. */
const FEW = 5;

/**
 * Narrows purchases down to words, a year and a store: those that they are of. Nothing where there
 * are few.
 */
export const PurchaseFilters = ({
  purchases,
  locations,
  filter,
  onFilter,
}: {
  readonly purchases: readonly Transaction[];
  readonly locations: readonly Location[];
  readonly filter: PurchaseFilter;
  readonly onFilter: (filter: PurchaseFilter) => void;
}) => {
  if (purchases.length <= FEW) return null;
  const years = [...new Set(purchases.map(yearOf))].toSorted().toReversed();
  const visited = new Set(purchases.map(({ locationId }) => locationId));
  const stores = locations.filter(({ id }) => visited.has(id));
  return (
    <search className={classes["filters"]}>
      <TextInput
        type="search"
        aria-label={say("purchases.find")}
        placeholder={say("purchases.find")}
        leftSection={<IconSearch size={18} aria-hidden />}
        value={filter.text}
        onChange={({ currentTarget }) => onFilter({ ...filter, text: currentTarget.value })}
      />
      {years.length > 1 && (
        <NativeSelect
          aria-label={say("purchases.year")}
          value={filter.year ?? ""}
          onChange={({ currentTarget }) =>
            onFilter({
              ...filter,
              year: years.find((year) => year === currentTarget.value) ?? null,
            })
          }
          data={[{ value: "", label: say("purchases.any_year") }, ...years]}
        />
      )}
      {stores.length > 1 && (
        <NativeSelect
          aria-label={say("purchases.store")}
          value={filter.locationId ?? ""}
          onChange={({ currentTarget }) =>
            onFilter({
              ...filter,
              locationId: stores.find(({ id }) => String(id) === currentTarget.value)?.id ?? null,
            })
          }
          data={[
            { value: "", label: say("purchases.any_store") },
            ...stores.map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
        />
      )}
    </search>
  );
};
