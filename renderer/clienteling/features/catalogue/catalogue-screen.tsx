import { ActionIcon, Button, Text, TextInput, Title } from "@mantine/core";
import { IconHanger2, IconSearch, IconX } from "@tabler/icons-react";
import { type ReactNode, useEffect, useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { useProducts } from "#renderer/clienteling/use-products.ts";
import type { ProductPage } from "#renderer/data/views.ts";
import { EmptyNote } from "#renderer/ui/empty-note.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { LoadingRows } from "#renderer/ui/loading-rows.tsx";
import { say } from "#renderer/words/say.ts";
import type { ProductId } from "#shared/kernel/ids.ts";
import classes from "./catalogue.module.css";
import { ProductTile } from "./product-tile.tsx";

const PAGE = 48;
/** Nothing longer is a name or a code. */
const TYPED_MAX = 190;

/** What is sold, as tiles by title, or those that a text or a scanned code means ([S30]). */
export const CatalogueScreen = ({
  typed,
  onType,
  hrefOf,
  scan,
}: {
  readonly typed: string;
  readonly onType: (typed: string) => void;
  readonly hrefOf: (id: ProductId) => string;
  /** The button that scans with the camera. */
  readonly scan?: ReactNode;
}) => {
  const format = useFormat();
  const text = typed.trim();
  const found = useProducts(text, PAGE);
  const [limit, setLimit] = useState(PAGE);
  const all = useProductPage(limit);
  const products = text === "" ? all?.products : found?.products;
  const isNone = found !== null && found.text === text && found.products.length === 0;
  const count = text === "" ? (all?.count ?? 0) : (products?.length ?? 0);
  const shown = format.count(count);
  return (
    <main id="main" className={classes["screen"]}>
      <Title order={1}>{say("catalogue.title")}</Title>
      <search className={classes["bar"]}>
        <TextInput
          className={classes["box"]}
          size="lg"
          aria-label={say("catalogue.find")}
          placeholder={say("catalogue.find_hint")}
          leftSection={<IconSearch size={22} aria-hidden />}
          rightSection={
            typed !== "" && (
              <ActionIcon
                color="gray"
                aria-label={say("catalogue.clear")}
                onClick={() => onType("")}
              >
                <IconX size={20} />
              </ActionIcon>
            )
          }
          rightSectionWidth={56}
          value={typed}
          maxLength={TYPED_MAX}
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="search"
          onChange={(event) => onType(event.currentTarget.value)}
        />
        {scan}
      </search>
      <Text size="sm" c="dimmed" mb="sm" role="status" className="numbers">
        {products !== undefined &&
          !isNone &&
          count > 0 &&
          (text === ""
            ? say("catalogue.count", { count, shown })
            : say("catalogue.found", { count, shown }))}
      </Text>
      {products === undefined && text === "" && (
        <LoadingRows label={say("catalogue.loading")} rows={6} />
      )}
      {isNone && (
        <EmptyNote icon={<IconSearch size={36} />} title={say("catalogue.none", { what: text })}>
          {say("catalogue.none_hint")}
        </EmptyNote>
      )}
      {text === "" && all?.count === 0 && (
        <EmptyNote icon={<IconHanger2 size={36} />} title={say("catalogue.empty")}>
          {say("catalogue.empty_hint")}
        </EmptyNote>
      )}
      <ul className={classes["tiles"]} aria-label={say("catalogue.products")}>
        {products?.map((product) => (
          <li key={product.id}>
            <ProductTile product={product} href={hrefOf(product.id)} />
          </li>
        ))}
      </ul>
      {text === "" && all !== undefined && all.products.length < all.count && (
        <Button
          variant="default"
          className={classes["more"]}
          onClick={() => setLimit(limit + PAGE)}
        >
          {say("catalogue.more")}
        </Button>
      )}
    </main>
  );
};

/** The first products by title. Those shown before stay while more are read. */
const useProductPage = (limit: number): ProductPage | undefined => {
  const device = useDevice();
  const [page, setPage] = useState<ProductPage>();
  useEffect(() => {
    let isCurrent = true;
    const read = async () => {
      const next = await device.listProducts({ offset: 0, limit });
      if (isCurrent) setPage(next);
    };
    void read();
    return () => {
      isCurrent = false;
    };
  }, [device, limit]);
  return page;
};
