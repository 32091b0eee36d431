import { Text, UnstyledButton } from "@mantine/core";
import { IconHanger2 } from "@tabler/icons-react";
import { Picture } from "#renderer/clienteling/picture.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import type { PictureRef } from "#shared/kernel/picture.ts";
import classes from "./product-strip.module.css";

/** A product in a strip. */
export type StripItem = {
  readonly key: string;
  readonly picture: PictureRef | null | undefined;
  readonly name: string;
  readonly note: string;
  /** Where its page is. */
  readonly href?: string | undefined;
};

/** A few products as tiles, in a panel that leads to where they all are. */
export const ProductStrip = ({
  title,
  all,
  items,
  empty,
  onAll,
}: {
  readonly title: string;
  /** What the link to all of them says. */
  readonly all: string;
  readonly items: readonly StripItem[];
  /** What is said when there are none. */
  readonly empty: string;
  readonly onAll: () => void;
}) => (
  <Panel
    title={title}
    aside={
      items.length > 0 && (
        <UnstyledButton className={classes["all"]} onClick={onAll}>
          {all}
        </UnstyledButton>
      )
    }
  >
    {items.length === 0 ? (
      <Text size="sm" c="dimmed">
        {empty}
      </Text>
    ) : (
      <ul className={classes["tiles"]}>
        {items.map((item) => (
          <li key={item.key}>
            {item.href === undefined ? (
              <Tile item={item} />
            ) : (
              <a className={classes["link"]} href={item.href}>
                <Tile item={item} />
              </a>
            )}
          </li>
        ))}
      </ul>
    )}
  </Panel>
);

const Tile = ({ item: { picture, name, note } }: { readonly item: StripItem }) => (
  <>
    <span className={classes["picture"]}>
      {picture ? <Picture of={picture} size={88} /> : <IconHanger2 size={32} aria-hidden />}
    </span>
    <span className={classes["name"]} title={name}>
      {name}
    </span>
    <span className={`numbers ${classes["note"]}`}>{note}</span>
  </>
);
