import { ActionIcon, Badge, Button, Text, Title } from "@mantine/core";
import { IconArrowLeft, IconHanger2, IconPlus } from "@tabler/icons-react";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { Picture } from "#renderer/clienteling/picture.tsx";
import { priceText } from "#renderer/clienteling/product-line.tsx";
import { usePending } from "#renderer/clienteling/use-device-data.ts";
import { useObservable } from "#renderer/clienteling/use-observable.ts";
import type { ProductPeople } from "#renderer/data/views.ts";
import { EmptyNote } from "#renderer/ui/empty-note.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { LoadingRows } from "#renderer/ui/loading-rows.tsx";
import { useShortcuts } from "#renderer/ui/use-shortcuts.ts";
import { say } from "#renderer/words/say.ts";
import type { ProductId, ProfileId } from "#shared/kernel/ids.ts";
import { AddToListSheet } from "./add-to-list-sheet.tsx";
import { PeoplePanel } from "./people-panel.tsx";
import classes from "./product.module.css";
import { VariantsPanel } from "./variants-panel.tsx";

const PICTURE_PX = 128;

/** One product: what it costs, its variants, and who has bought it or wants it. */
export const ProductScreen = ({
  productId,
  onBack,
  onOpen,
}: {
  readonly productId: ProductId;
  readonly onBack: () => void;
  readonly onOpen: (profileId: ProfileId) => void;
}) => {
  const device = useDevice();
  const format = useFormat();
  const source = useMemo(() => device.product$(productId), [device, productId]);
  const product = useObservable(source);
  const people = useProductPeople(productId);
  const [isAdding, setAdding] = useState(false);
  const close = useCallback(() => setAdding(false), []);
  useShortcuts(isAdding ? {} : { Escape: onBack });
  if (product === undefined) return <LoadingRows label={say("catalogue.loading")} rows={6} />;
  if (product === null) {
    return (
      <main id="main" className={classes["screen"]}>
        <EmptyNote
          isScreen
          icon={<IconHanger2 size={36} />}
          title={say("catalogue.unknown")}
          actions={<Button onClick={onBack}>{say("catalogue.back")}</Button>}
        >
          {say("catalogue.unknown_hint")}
        </EmptyNote>
      </main>
    );
  }
  const { title, brand, category, picture, isArchived } = product;
  return (
    <main id="main" className={classes["screen"]}>
      <header className={classes["head"]}>
        <ActionIcon
          className={classes["back"]}
          color="gray"
          aria-label={say("catalogue.back")}
          onClick={onBack}
        >
          <IconArrowLeft size={22} />
        </ActionIcon>
        <span className={classes["picture"]} aria-hidden>
          {picture ? <Picture of={picture} size={PICTURE_PX} /> : <IconHanger2 size={56} />}
        </span>
        <div className={classes["what"]}>
          <Title order={1}>{title}</Title>
          <Text c="dimmed">{[brand, category].filter(Boolean).join(" · ")}</Text>
          <Text className={`numbers ${classes["price"]}`}>{priceText(product, format)}</Text>
          {isArchived && (
            <Badge variant="outline" color="gray" tt="none">
              {say("catalogue.archived")}
            </Badge>
          )}
          <Button
            className={classes["add"]}
            leftSection={<IconPlus size={20} aria-hidden />}
            onClick={() => setAdding(true)}
          >
            {say("catalogue.add_to_list")}
          </Button>
        </div>
      </header>
      <div className={classes["columns"]}>
        <VariantsPanel product={product} />
        <div className={classes["people"]}>
          <PeoplePanel
            title={say("catalogue.wants")}
            none={say("catalogue.wants_none")}
            people={people?.wants}
            onOpen={onOpen}
          />
          <PeoplePanel
            title={say("catalogue.bought")}
            none={say("catalogue.bought_none")}
            people={people?.bought}
            onOpen={onOpen}
          />
        </div>
      </div>
      {isAdding && <AddToListSheet product={product} onClose={close} />}
    </main>
  );
};

/** Who has bought it or wants it, read again when something was done on this device. */
const useProductPeople = (productId: ProductId): ProductPeople | undefined => {
  const device = useDevice();
  const pending = usePending();
  const [people, setPeople] = useState<ProductPeople>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  useEffect(() => {
    let isCurrent = true;
    const read = async () => {
      const next = await device.readProductPeople(productId);
      if (isCurrent) setPeople(next);
    };
    void read();
    return () => {
      isCurrent = false;
    };
  }, [device, productId, pending]);
  return people;
};
