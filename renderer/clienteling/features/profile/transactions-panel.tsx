import { Badge, Collapse, Text, UnstyledButton } from "@mantine/core";
import { IconChevronRight, IconReceipt } from "@tabler/icons-react";
import { useId, useState } from "react";
import type { StoreConfig } from "#renderer/data/views.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { QuietNote } from "#renderer/ui/quiet-note.tsx";
import { pointsText } from "#renderer/words/lot-text.ts";
import type { Transaction } from "#shared/commerce/transaction.ts";
import { cents } from "#shared/kernel/money.ts";
import classes from "./transactions-panel.module.css";

/** The profile's recent purchases, newest first. Each opens to show its items. */
export const TransactionsPanel = ({
  transactions,
  config,
}: {
  readonly transactions: readonly Transaction[];
  readonly config: StoreConfig;
}) => (
  <Panel title="Recent purchases" flush>
    {transactions.length === 0 ? (
      <QuietNote icon={<IconReceipt size={24} aria-hidden />} title="No purchases yet">
        A purchase appears here as soon as the till has sent it.
      </QuietNote>
    ) : (
      <ul className={classes["list"]}>
        {transactions.map((transaction) => (
          <li key={transaction.id}>
            <Sale transaction={transaction} config={config} />
          </li>
        ))}
      </ul>
    )}
  </Panel>
);

const Sale = ({
  transaction,
  config,
}: {
  readonly transaction: Transaction;
  readonly config: StoreConfig;
}) => {
  const format = useFormat();
  const itemsId = useId();
  const [isOpen, setOpen] = useState(false);
  const { items, receiptRef, totalCents } = transaction;
  const location = config.locations.find(({ id }) => id === transaction.locationId);
  const points = transaction.pointsEarned.reduce((sum, earned) => sum + earned.points, 0);
  return (
    <>
      <UnstyledButton
        className={classes["sale"]}
        aria-expanded={isOpen}
        aria-controls={itemsId}
        onClick={() => setOpen(!isOpen)}
      >
        <IconChevronRight size={18} aria-hidden className={classes["chevron"]} />
        <span className={classes["when"]}>
          <Text component="span" fw={550} className="numbers">
            {format.date(transaction.transactedAt, transaction.timezone)}
          </Text>
          <Text component="span" size="sm" c="dimmed" lineClamp={1}>
            {[location?.name, receiptRef].filter((part) => part != null).join(" · ") || "Elsewhere"}
          </Text>
        </span>
        <span className={classes["badges"]}>
          {totalCents < 0 && (
            <Badge variant="outline" color="gray" tt="none">
              Return
            </Badge>
          )}
          {transaction.isVoid && (
            <Badge variant="outline" color="gray" tt="none">
              Void
            </Badge>
          )}
        </span>
        <span className={`numbers ${classes["total"]}`}>
          <Text component="span" fw={600} td={transaction.isVoid ? "line-through" : undefined}>
            {format.money(totalCents)}
          </Text>
          {points !== 0 && (
            <Text component="span" size="xs" c="dimmed">
              {points > 0 ? "+" : "−"}
              {pointsText(Math.abs(points), format)}
            </Text>
          )}
        </span>
      </UnstyledButton>
      <Collapse expanded={isOpen} id={itemsId}>
        <table className={`numbers ${classes["items"]}`}>
          <thead className="visually-hidden">
            <tr>
              <th>Quantity</th>
              <th>Item</th>
              <th>Price</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item, place) => (
              // An item has no id, and the items of a sale never change.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above.
              <tr key={place}>
                <td>{format.count(item.quantity)} ×</td>
                <td>
                  {item.name}
                  {item.sku !== null && <span className={classes["sku"]}>{item.sku}</span>}
                </td>
                <td>{format.money(cents(Math.round(item.priceSellCents * item.quantity)))}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {items.length === 0 && (
          <Text size="sm" c="dimmed" className={classes["none"]}>
            The items of this purchase weren't recorded.
          </Text>
        )}
      </Collapse>
    </>
  );
};
