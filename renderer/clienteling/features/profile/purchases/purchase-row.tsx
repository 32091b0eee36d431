import { Badge, Collapse, Text, UnstyledButton } from "@mantine/core";
import { IconChevronRight, IconShoppingBag } from "@tabler/icons-react";
import { useId, useState } from "react";
import { Picture } from "#renderer/clienteling/picture.tsx";
import { useNow } from "#renderer/clienteling/use-now.ts";
import type { StoreConfig } from "#renderer/data/views.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { pointsText } from "#renderer/words/lot-text.ts";
import { say } from "#renderer/words/say.ts";
import type { Transaction } from "#shared/commerce/transaction.ts";
import { sumEarned } from "#shared/incentive/points/sum-earned.ts";
import { PurchaseReceipt } from "./purchase-receipt.tsx";
import classes from "./purchase-row.module.css";

const NAMED = 2;
const TILE_PX = 48;

/** A purchase by what was bought. It opens to show its receipt. */
export const PurchaseRow = ({
  purchase,
  returns,
  config,
}: {
  readonly purchase: Transaction;
  /** What came back of it. */
  readonly returns: readonly Transaction[];
  readonly config: StoreConfig;
}) => {
  const format = useFormat();
  const now = useNow(60_000);
  const receiptId = useId();
  const [isOpen, setOpen] = useState(false);
  const { totalCents, currency, isVoid, transactedAt, timezone } = purchase;
  const store =
    config.locations.find(({ id }) => id === purchase.locationId)?.name ??
    say("purchases.another_store");
  const points = sumEarned(purchase.pointsEarned, config.programme?.definitions.point ?? [], true);
  const badge = isVoid
    ? say("purchases.void")
    : totalCents < 0
      ? say("purchases.return")
      : returns.length > 0
        ? say("purchases.returned")
        : null;
  return (
    <li className={classes["purchase"]}>
      <UnstyledButton
        className={classes["row"]}
        aria-expanded={isOpen}
        aria-controls={receiptId}
        onClick={() => setOpen(!isOpen)}
      >
        <Tile purchase={purchase} />
        <span className={classes["what"]}>
          <Text component="span" fw={500} lineClamp={2}>
            {itemsText(purchase)}
          </Text>
          <span className={classes["where"]}>
            <Text component="span" size="sm" c="dimmed">
              {store} ·{" "}
              <span title={format.date(transactedAt, timezone)}>
                {format.pastDay(transactedAt, now, timezone)}
              </span>
            </Text>
            {badge !== null && (
              <Badge variant="outline" color="gray" tt="none" size="sm">
                {badge}
              </Badge>
            )}
          </span>
        </span>
        <span className={`numbers ${classes["total"]}`}>
          <Text component="span" fw={600} td={isVoid ? "line-through" : undefined}>
            {format.money(totalCents, currency)}
          </Text>
          {points !== 0 && (
            <Text component="span" size="xs" c="dimmed">
              {points > 0 ? "+" : "−"}
              {pointsText(Math.abs(points), format)}
            </Text>
          )}
        </span>
        <IconChevronRight size={18} aria-hidden className={classes["chevron"]} />
      </UnstyledButton>
      <Collapse expanded={isOpen} id={receiptId}>
        <PurchaseReceipt
          purchase={purchase}
          returns={returns}
          store={store}
          points={points}
          isOpen={isOpen}
        />
      </Collapse>
    </li>
  );
};

/** The picture of the first item that has one, with how many items there are. */
const Tile = ({ purchase: { items } }: { readonly purchase: Transaction }) => {
  const format = useFormat();
  const picture = items.find((item) => item.picture !== undefined)?.picture;
  return (
    <span className={classes["tile"]} aria-hidden>
      {picture === undefined ? (
        <IconShoppingBag size={22} stroke={1.5} />
      ) : (
        <Picture of={picture} size={TILE_PX} />
      )}
      {items.length > 1 && (
        <span className={`numbers ${classes["count"]}`}>{format.count(items.length)}</span>
      )}
    </span>
  );
};

/** "Merino jumper, Wool scarf +1" */
const itemsText = ({ items, receiptRef }: Transaction): string => {
  const names = [...new Set(items.map(({ name }) => name))];
  const named = names.slice(0, NAMED).join(", ");
  if (named === "") return receiptRef ?? say("purchases.no_items");
  return names.length > NAMED
    ? say("purchases.more_items", { items: named, more: String(names.length - NAMED) })
    : named;
};
