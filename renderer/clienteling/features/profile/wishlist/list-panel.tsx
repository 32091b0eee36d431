import { Button, Group, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { RowList } from "#renderer/clienteling/features/profile/row-list.tsx";
import type { ListView } from "#renderer/data/views.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { PendingBadge } from "#renderer/ui/pending-badge.tsx";
import { say } from "#renderer/words/say.ts";
import { ListItemRow } from "./list-item-row.tsx";
import classes from "./list-panel.module.css";
import type { ChangeList } from "./use-list-change.ts";

/** A list: what is on it, and a field to add to it. */
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
  const [text, setText] = useState("");
  const add = async (event: FormEvent) => {
    event.preventDefault();
    const item = text.trim();
    if (item === "") return;
    const blank = { productId: null, productVariantId: null, quantity: 1, note: null } as const;
    const step = { kind: "add_list_item", list: list.ref, text: item, ...blank } as const;
    if (await onChange(step, say("wishlist.added", { item }))) setText("");
  };
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
      {powers.allowEdit && powers.allowCustomProduct && (
        <form className={classes["add"]} onSubmit={(event) => void add(event)}>
          <TextInput
            aria-label={say("wishlist.add_to", { list: list.name })}
            placeholder={say("wishlist.want")}
            maxLength={200}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" disabled={text.trim() === ""}>
            {say("wishlist.add")}
          </Button>
        </form>
      )}
    </Panel>
  );
};
