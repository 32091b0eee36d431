import { ActionIcon, Badge, Menu, Text } from "@mantine/core";
import { IconArrowsExchange, IconHeart, IconTrash } from "@tabler/icons-react";
import { Picture } from "#renderer/clienteling/picture.tsx";
import { productHref } from "#renderer/clienteling/product-href.ts";
import type { ListView } from "#renderer/data/views.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { PendingBadge } from "#renderer/ui/pending-badge.tsx";
import { itemName } from "#renderer/words/list.ts";
import { say } from "#renderer/words/say.ts";
import type { HeldItem } from "#shared/clienteling/held-list.ts";
import { problemOfRemoval } from "#shared/clienteling/list.ts";
import type { ListStep } from "#shared/clienteling/list-step.ts";
import { ItemQuantity } from "./item-quantity.tsx";
import classes from "./list-panel.module.css";
import type { ChangeList } from "./use-list-change.ts";

/** Something on a list, how many of it, and what staff can do with it. */
export const ListItemRow = ({
  view: { list, powers, pendingRefs },
  others,
  item,
  onChange,
}: {
  readonly view: ListView;
  readonly others: readonly ListView[];
  readonly item: HeldItem;
  readonly onChange: ChangeList;
}) => {
  const format = useFormat();
  const name = itemName(item);
  const of = { list: list.ref, item: item.ref };
  const again = addedAgain(item);
  const remove = { kind: "remove_list_item", ...of } as const;
  const takeOff = (done: string | null, onUndo?: () => void) => onChange(remove, done, onUndo);
  const isKept = problemOfRemoval(item.reserved) !== null;
  const targets = isKept || again === null ? [] : others.filter((other) => takes(other, item));
  const move = async (to: ListView) => {
    if (again === null) return;
    const moved = say("wishlist.moved", { item: name, list: to.list.name });
    if (await onChange({ ...again, list: to.list.ref }, null)) await takeOff(moved);
  };
  const details = [
    item.sku,
    item.priceCents === null ? null : format.money(item.priceCents),
    item.status,
  ].filter((part) => part !== null && part !== "");
  const reserved = format.count(item.reserved);
  const quantity = format.count(item.quantity);
  return (
    <div className={classes["item"]}>
      <span className={classes["tile"]} aria-hidden>
        {item.picture === null ? (
          <IconHeart size={20} stroke={1.5} />
        ) : (
          <Picture of={item.picture} size={44} />
        )}
      </span>
      <div className={classes["what"]}>
        <Text fw={500}>
          {item.productId === null ? (
            name
          ) : (
            <a className={classes["link"]} href={productHref(item.productId)}>
              {name}
            </a>
          )}
        </Text>
        {details.length > 0 && (
          <Text size="sm" c="dimmed" className="numbers">
            {details.join(" · ")}
          </Text>
        )}
        {item.note !== null && item.note !== "" && <Text size="sm">{item.note}</Text>}
        <div className={classes["badges"]}>
          {pendingRefs.includes(item.ref) && <PendingBadge />}
          {item.reserved > 0 && (
            <Badge variant="outline" color="gray" tt="none">
              {say("wishlist.reserved", { reserved, quantity })}
            </Badge>
          )}
        </div>
      </div>
      <div className={classes["actions"]}>
        {powers.allowEdit && powers.allowQuantity ? (
          <ItemQuantity
            key={item.quantity}
            name={name}
            item={item}
            onSet={(set) => {
              const done = say("wishlist.quantity_set", {
                item: name,
                quantity: format.count(set),
              });
              void onChange({ kind: "change_list_item", ...of, changes: { quantity: set } }, done);
            }}
          />
        ) : (
          item.quantity > 1 && (
            <Text className="numbers">{say("wishlist.times", { quantity })}</Text>
          )
        )}
        {powers.allowEdit && targets.length > 0 && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon aria-label={say("wishlist.move", { item: name })} color="gray">
                <IconArrowsExchange size={18} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {targets.map((target) => (
                <Menu.Item key={target.list.ref} onClick={() => void move(target)}>
                  {say("wishlist.move_to", { list: target.list.name })}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
        {powers.allowEdit && (
          <ActionIcon
            aria-label={say("wishlist.take_off", { item: name })}
            color="gray"
            disabled={isKept}
            onClick={() =>
              void takeOff(
                say("wishlist.taken_off", { item: name }),
                again === null ? undefined : () => void onChange({ ...again, ...of }, null),
              )
            }
          >
            <IconTrash size={18} aria-hidden />
          </ActionIcon>
        )}
      </div>
    </div>
  );
};

type AddStep = Extract<ListStep, { readonly kind: "add_list_item" }>;

/** The step that puts the same on a list; null for a whole category, which no step can name. */
const addedAgain = ({
  productId,
  productVariantId,
  productCategoryId,
  customProduct,
  quantity,
  note,
}: HeldItem): Omit<AddStep, "list"> | null => {
  if (productCategoryId !== null) return null;
  const product = { productId, productVariantId, text: customProduct || null };
  return { kind: "add_list_item", ...product, quantity, note: note || null };
};

/** Whether a list may have this on it. */
const takes = ({ powers }: ListView, { customProduct }: HeldItem): boolean =>
  powers.allowEdit && (powers.allowCustomProduct || !customProduct);
