import { Group, Text } from "@mantine/core";
import { RowList } from "#renderer/clienteling/features/profile/row-list.tsx";
import type { ListView } from "#renderer/data/views.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { PendingBadge } from "#renderer/ui/pending-badge.tsx";
import { say } from "#renderer/words/say.ts";
import { AddItemForm } from "./add-item-form.tsx";
import { ListItemRow } from "./list-item-row.tsx";
import classes from "./list-panel.module.css";
import type { ChangeList } from "./use-list-change.ts";

/** A list: what is on it, and a field to add to it by words, search or scan. */
export const ListPanel = ({
  view,
  others,
  onChange,
}: {
  readonly view: ListView;
  readonly others: readonly ListView[];
  readonly onChange: ChangeList;
}) => {
  const { list, kind, powers, pendingRefs } = view;
  const format = useFormat();
  const count = list.items.length;
  return (
    <Panel
      title={list.name}
      flush
      aside={
        <Group gap={8} wrap="nowrap">
          {pendingRefs.includes(list.ref) && <PendingBadge />}
          <Text size="sm" c="dimmed">
            {kind !== null && kind !== list.name
              ? kind
              : say("wishlist.items", { count, shown: format.count(count) })}
          </Text>
        </Group>
      }
    >
      {count === 0 ? (
        <Text size="sm" c="dimmed" className={classes["none"]}>
          {say("wishlist.empty")}
        </Text>
      ) : (
        <RowList>
          {list.items.map((item) => (
            <li key={item.ref}>
              <ListItemRow view={view} others={others} item={item} onChange={onChange} />
            </li>
          ))}
        </RowList>
      )}
      {powers.allowEdit && <AddItemForm view={view} onChange={onChange} />}
    </Panel>
  );
};
