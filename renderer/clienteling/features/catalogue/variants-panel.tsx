import { Table } from "@mantine/core";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { say } from "#renderer/words/say.ts";
import type { HeldProduct } from "#shared/catalogue/held-product.ts";
import classes from "./product.module.css";

/** The sizes and colours of a product, each with its codes and its price. */
export const VariantsPanel = ({ product }: { readonly product: HeldProduct }) => {
  const format = useFormat();
  return (
    <Panel title={say("catalogue.variants")} flush>
      <Table className={classes["variants"]}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say("catalogue.variant")}</Table.Th>
            <Table.Th className={classes["number"]}>{say("catalogue.price")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {product.variants.map(({ id, title, sku, barcode, priceCents, fullPriceCents }) => (
            <Table.Tr key={id}>
              <Table.Td>
                <span className={classes["variant"]}>{title}</span>
                <span className={`numbers ${classes["codes"]}`}>
                  {[sku, barcode].filter(Boolean).join(" · ")}
                </span>
              </Table.Td>
              <Table.Td className={`numbers ${classes["number"]}`}>
                <span className={classes["amount"]}>{format.money(priceCents)}</span>
                {fullPriceCents !== undefined && (
                  <span className={classes["codes"]}>
                    {say("catalogue.was", { price: format.money(fullPriceCents) })}
                  </span>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Panel>
  );
};
