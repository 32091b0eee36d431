import {
  ActionIcon,
  Text,
  Tooltip,
  useComputedColorScheme,
  useMantineColorScheme,
} from "@mantine/core";
import { IconMoon, IconSun } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { say } from "#renderer/words/say-first.ts";
import classes from "./app-header.module.css";
import { ProductMark } from "./product-mark.tsx";

/**
 * The bar above every screen: the product name and a subtitle on the left, the app's own tools on
 * the right.
 */
export const AppHeader = ({
  subtitle,
  children,
  home,
}: {
  readonly subtitle: string | null;
  readonly children?: ReactNode;
  /** What clicking the product name does. Left out while there is nowhere to go. */
  readonly home?: { readonly title: string; readonly onOpen: () => void };
}) => {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light", { getInitialValueInEffect: false });
  const other = scheme === "dark" ? "light" : "dark";
  const brand = (
    <>
      <ProductMark size={30} />
      <span className={classes["names"]}>
        <Text component="span" fw={600} lh={1.2}>
          {say("frame.product")}
        </Text>
        {subtitle !== null && (
          <Text component="span" size="sm" c="dimmed" lh={1.2}>
            {subtitle}
          </Text>
        )}
      </span>
    </>
  );
  return (
    <header className={classes["header"]}>
      {home === undefined ? (
        <div className={classes["brand"]}>{brand}</div>
      ) : (
        <button type="button" className={classes["brand"]} onClick={home.onOpen} title={home.title}>
          {brand}
        </button>
      )}
      <div className={classes["tools"]}>
        {children}
        <Tooltip label={other === "dark" ? say("frame.dark_short") : say("frame.light_short")}>
          <ActionIcon
            color="gray"
            aria-label={other === "dark" ? say("frame.dark") : say("frame.light")}
            onClick={() => setColorScheme(other)}
            className={classes["scheme"]}
          >
            {other === "dark" ? <IconMoon size={20} /> : <IconSun size={20} />}
          </ActionIcon>
        </Tooltip>
      </div>
    </header>
  );
};
