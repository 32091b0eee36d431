import { Button, TextInput, UnstyledButton } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { ProductLine } from "#renderer/clienteling/product-line.tsx";
import { ScanButton } from "#renderer/clienteling/scan-button.tsx";
import { useProducts } from "#renderer/clienteling/use-products.ts";
import type { ListView } from "#renderer/data/views.ts";
import { say } from "#renderer/words/say.ts";
import type { HeldProduct, HeldVariant } from "#shared/catalogue/held-product.ts";
import classes from "./list-panel.module.css";
import type { ChangeList } from "./use-list-change.ts";

const SHOWN = 5;

/**
 * Puts something on a list: a product that is found as staff type or scan it, or what they type, in
 * their own words.
 */
export const AddItemForm = ({
  view: { list, powers },
  onChange,
}: {
  readonly view: ListView;
  readonly onChange: ChangeList;
}) => {
  const [typed, setTyped] = useState("");
  const [product, setProduct] = useState<HeldProduct | null>(null);
  const text = typed.trim();
  const found = useProducts(text, SHOWN);
  const put = async (
    name: string,
    what: {
      readonly productId: HeldProduct["id"] | null;
      readonly productVariantId: HeldVariant["id"] | null;
      readonly text: string | null;
    },
  ) => {
    const step = { kind: "add_list_item", list: list.ref, quantity: 1, note: null } as const;
    if (!(await onChange({ ...step, ...what }, say("wishlist.added", { item: name })))) return;
    setTyped("");
    setProduct(null);
  };
  const putProduct = ({ id, title }: HeldProduct, variant: HeldVariant | null) =>
    void put(title, { productId: id, productVariantId: variant?.id ?? null, text: null });
  const choose = (chosen: HeldProduct) => {
    const [variant = null, other] = chosen.variants;
    if (other === undefined) putProduct(chosen, variant);
    else setProduct(chosen);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text === "" || !powers.allowCustomProduct) return;
    void put(text, { productId: null, productVariantId: null, text });
  };
  const products = found?.text === text ? found.products : [];
  return (
    <form className={classes["add"]} onSubmit={submit}>
      <TextInput
        aria-label={say("wishlist.add_to", { list: list.name })}
        placeholder={say("wishlist.want")}
        data-keeps-scans
        maxLength={200}
        autoComplete="off"
        value={typed}
        onChange={(event) => {
          setProduct(null);
          setTyped(event.currentTarget.value);
        }}
      />
      <ScanButton
        size={44}
        onCode={(code) => {
          setProduct(null);
          setTyped(code);
        }}
      />
      {powers.allowCustomProduct && (
        <Button type="submit" variant="default" disabled={text === ""}>
          {say("wishlist.add")}
        </Button>
      )}
      {product === null ? (
        products.length > 0 && (
          <ul className={classes["products"]} aria-label={say("catalogue.products")}>
            {products.map((each) => (
              <li key={each.id}>
                <UnstyledButton className={classes["product"]} onClick={() => choose(each)}>
                  <ProductLine product={each} />
                </UnstyledButton>
              </li>
            ))}
          </ul>
        )
      ) : (
        <fieldset className={classes["variants"]} aria-label={say("catalogue.which")}>
          {product.variants.map((variant) => (
            <Button key={variant.id} variant="default" onClick={() => putProduct(product, variant)}>
              {variant.title}
            </Button>
          ))}
          <Button variant="subtle" onClick={() => putProduct(product, null)}>
            {say("catalogue.any_variant")}
          </Button>
        </fieldset>
      )}
    </form>
  );
};
