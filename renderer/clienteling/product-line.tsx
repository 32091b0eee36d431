import { Badge, Text } from "@mantine/core";
import { IconHanger2 } from "@tabler/icons-react";
import { useFormat } from "#renderer/ui/format-context.tsx";
import type { Format } from "#renderer/words/format.ts";
import { say } from "#renderer/words/say.ts";
import type { HeldProduct } from "#shared/catalogue/held-product.ts";
import { Picture } from "./picture.tsx";
import classes from "./product-line.module.css";

const TILE_PX = 44;

/** What a product costs: one price, or from the lowest. Nothing without variants. */
export const priceText = ({ variants }: HeldProduct, format: Format): string => {
  const prices = variants.map(({ priceCents }) => priceCents);
  const [first] = prices.toSorted((a, b) => a - b);
  if (first === undefined) return "";
  const price = format.money(first);
  return prices.every((each) => each === first) ? price : say("catalogue.from_price", { price });
};

/** One product in a list: picture, title, what tells it apart, and its price. */
export const ProductLine = ({ product }: { readonly product: HeldProduct }) => {
  const format = useFormat();
  const { title, brand, category, variants, picture, isArchived } = product;
  const details = [brand, category, variants.length === 1 ? variants[0]?.sku : null];
  return (
    <span className={classes["line"]}>
      <span className={classes["tile"]} aria-hidden>
        {picture ? <Picture of={picture} size={TILE_PX} /> : <IconHanger2 size={22} />}
      </span>
      <span className={classes["what"]}>
        <Text component="span" fw={500} lineClamp={1}>
          {title}
        </Text>
        <Text component="span" size="sm" c="dimmed" lineClamp={1}>
          {details.filter(Boolean).join(" · ")}
        </Text>
      </span>
      <span className={`numbers ${classes["price"]}`}>
        {isArchived ? (
          <Badge variant="outline" color="gray" tt="none">
            {say("catalogue.archived")}
          </Badge>
        ) : (
          priceText(product, format)
        )}
      </span>
    </span>
  );
};
