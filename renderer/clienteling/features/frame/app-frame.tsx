import { UnstyledButton } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ProductMark } from "#renderer/ui/product-mark.tsx";
import { say } from "#renderer/words/say-first.ts";
import type { StaffRole } from "#shared/organisation/powers.ts";
import classes from "./app-frame.module.css";
import { placesFor } from "./places.ts";

const placeLink = ({ to, name, Icon }: ReturnType<typeof placesFor>[number]) => (
  <Link
    key={to}
    to={to}
    className={classes["link"]}
    activeOptions={{ exact: to === "/", includeSearch: false }}
  >
    <Icon size={24} stroke={1.75} aria-hidden />
    <span>{name}</span>
  </Link>
);

/**
 * The frame around every screen: a bar at the top. Once somebody is signed in, it has the places to
 * go to: it becomes a rail at the side, or on a narrow window they are at the bottom, within reach
 * of a thumb.
 */
export const AppFrame = ({
  locationName,
  role,
  tools,
  onSearch,
  children,
}: {
  readonly locationName: string | null;
  /** Of who is signed in; null if nobody is. */
  readonly role: StaffRole | null;
  /** How sync is doing, and who is signed in. */
  readonly tools: ReactNode;
  /** Opens the search over the screen. */
  readonly onSearch: () => void;
  readonly children: ReactNode;
}) => {
  const places = role === null ? [] : placesFor(role);
  // On a phone the search is in the middle of the places, under the thumb.
  const middle = Math.ceil(places.length / 2);
  return (
    <div className={classes["frame"]} data-rail={role !== null || undefined}>
      <header className={classes["rail"]}>
        <div className={classes["brand"]}>
          <ProductMark size={32} />
          <span className={classes["names"]}>
            {say("frame.product")}
            <span className={classes["location"]}>{locationName}</span>
          </span>
        </div>
        {role !== null && (
          <nav aria-label={say("frame.main")} className={classes["nav"]}>
            {places.slice(0, middle).map(placeLink)}
            <UnstyledButton
              className={`${classes["link"]} ${classes["search"]}`}
              title={say("frame.search")}
              onClick={onSearch}
            >
              <IconSearch size={24} stroke={1.75} aria-hidden />
              <span>{say("frame.search_short")}</span>
            </UnstyledButton>
            {places.slice(middle).map(placeLink)}
          </nav>
        )}
        <div className={classes["tools"]}>{tools}</div>
      </header>
      <div className={classes["content"]}>{children}</div>
    </div>
  );
};
