import {
  ActionIcon,
  Text,
  Tooltip,
  useComputedColorScheme,
  useMantineColorScheme,
} from "@mantine/core";
import { IconMoon, IconSun } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { ProductMark } from "#renderer/ui/product-mark.tsx";
import classes from "./app-header.module.css";

/** The bar above every screen: product and location, then what the screens put at its right. */
export const AppHeader = ({
  locationName,
  children,
  onHome,
}: {
  readonly locationName: string | null;
  readonly children?: ReactNode;
  /** Absent where there is no home yet. */
  readonly onHome?: () => void;
}) => {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light", { getInitialValueInEffect: false });
  const other = scheme === "dark" ? "light" : "dark";
  const brand = (
    <>
      <ProductMark size={30} />
      <span className={classes["names"]}>
        <Text component="span" fw={650} lh={1.2}>
          Regulars
        </Text>
        {locationName !== null && (
          <Text component="span" size="sm" c="dimmed" lh={1.2} className={classes["location"]}>
            {locationName}
          </Text>
        )}
      </span>
    </>
  );
  return (
    <header className={classes["header"]}>
      {onHome === undefined ? (
        <div className={classes["brand"]}>{brand}</div>
      ) : (
        <button type="button" className={classes["brand"]} onClick={onHome} title="Find a profile">
          {brand}
        </button>
      )}
      <div className={classes["tools"]}>
        {children}
        <Tooltip label={other === "dark" ? "Dark colours" : "Light colours"}>
          <ActionIcon
            color="gray"
            aria-label={other === "dark" ? "Use dark colours" : "Use light colours"}
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
