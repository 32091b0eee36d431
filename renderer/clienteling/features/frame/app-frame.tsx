import { UnstyledButton } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ProductMark } from "#renderer/ui/product-mark.tsx";
import { say } from "#renderer/words/say.ts";
import classes from "./app-frame.module.css";
import { PLACES } from "./places.ts";

/** On a phone the search is in the middle of the places, under the thumb. */
const MIDDLE = Math.ceil(PLACES.length / 2);

const placeLink = ({ to, name, Icon }: (typeof PLACES)[number]) => (
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
  isSignedIn,
  tools,
  onSearch,
  children,
}: {
  readonly locationName: string | null;
  readonly isSignedIn: boolean;
  /** How sync is doing, and who is signed in. */
  readonly tools: ReactNode;
  /** Opens the search over the screen. */
  readonly onSearch: () => void;
  readonly children: ReactNode;
}) => (
  <div className={classes["frame"]} data-rail={isSignedIn || undefined}>
    <header className={classes["rail"]}>
      <div className={classes["brand"]}>
        <ProductMark size={32} />
        <span className={classes["names"]}>
          {say("frame.product")}
          <span className={classes["location"]}>{locationName}</span>
        </span>
      </div>
      {isSignedIn && (
        <nav aria-label={say("frame.main")} className={classes["nav"]}>
          {PLACES.slice(0, MIDDLE).map(placeLink)}
          <UnstyledButton
            className={`${classes["link"]} ${classes["search"]}`}
            title={say("search.open")}
            onClick={onSearch}
          >
            <IconSearch size={24} stroke={1.75} aria-hidden />
            <span>{say("search.short")}</span>
          </UnstyledButton>
          {PLACES.slice(MIDDLE).map(placeLink)}
        </nav>
      )}
      <div className={classes["tools"]}>{tools}</div>
    </header>
    <div className={classes["content"]}>{children}</div>
  </div>
);
