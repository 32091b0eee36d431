import { Badge } from "@mantine/core";
import { IconHanger2 } from "@tabler/icons-react";
import { Picture } from "#renderer/clienteling/picture.tsx";
import { priceText } from "#renderer/clienteling/product-line.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { say } from "#renderer/words/say.ts";
import type { HeldProduct } from "#shared/catalogue/held-product.ts";
import classes from "./catalogue.module.css";

const PICTURE_PX = 128;

/** A product among others: its picture, what it is and what it costs. */
export const ProductTile = ({
  product,
  href,
}: {
  readonly product: HeldProduct;
  readonly href: string;
}) => {
  const format = useFormat();
  const { title, brand, category, picture, isArchived, variants } = product;
  const full = variants.find(({ fullPriceCents }) => fullPriceCents !== undefined)?.fullPriceCents;
  return (
    <a className={classes["tile"]} href={href}>
      <span className={classes["picture"]}>
        {picture ? (
          <Picture of={picture} size={PICTURE_PX} />
        ) : (
          <IconHanger2 size={40} aria-hidden />
        )}
      </span>
      <span className={classes["name"]}>{title}</span>
      <span className={classes["kind"]}>{[category, brand].filter(Boolean).join(" · ")}</span>
      <span className={`numbers ${classes["price"]}`}>
        {priceText(product, format)}
        {full !== undefined && (
          <span className={classes["was"]}>
            {say("catalogue.was", { price: format.money(full) })}
          </span>
        )}
      </span>
      {isArchived && (
        <Badge variant="outline" color="gray" tt="none" mt={4}>
          {say("catalogue.archived")}
        </Badge>
      )}
    </a>
  );
};
