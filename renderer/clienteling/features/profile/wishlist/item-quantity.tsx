import { NumberInput } from "@mantine/core";
import { useState } from "react";
import { say } from "#renderer/words/say.ts";
import type { HeldItem } from "#shared/clienteling/held-list.ts";
import { LIST_QUANTITY_MAX } from "#shared/clienteling/list.ts";
import classes from "./list-panel.module.css";

/** How many of it. Set once staff leave the field: every change is a command. */
export const ItemQuantity = ({
  name,
  item,
  onSet,
}: {
  readonly name: string;
  readonly item: HeldItem;
  readonly onSet: (quantity: number) => void;
}) => {
  const [typed, setTyped] = useState<number | string>(item.quantity);
  const isWhole = typeof typed === "number" && Number.isInteger(typed) && typed > 0;
  const leave = () => {
    if (!isWhole) setTyped(item.quantity);
    else if (typed !== item.quantity) onSet(typed);
  };
  return (
    <NumberInput
      aria-label={say("wishlist.quantity_of", { item: name })}
      className={classes["quantity"]}
      min={Math.max(1, item.reserved)}
      max={LIST_QUANTITY_MAX}
      allowDecimal={false}
      hideControls
      value={typed}
      onChange={setTyped}
      onBlur={leave}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
      }}
    />
  );
};
