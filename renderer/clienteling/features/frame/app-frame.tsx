import { Menu, UnstyledButton } from "@mantine/core";
import { IconDots, IconSearch } from "@tabler/icons-react";
import { Link, useLocation } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useSession } from "#renderer/state/session-store.ts";
import { ProductMark } from "#renderer/ui/product-mark.tsx";
import { say } from "#renderer/words/say-first.ts";
import type { StaffRole } from "#shared/organisation/powers.ts";
import classes from "./app-frame.module.css";
import { placesFor } from "./places.ts";

type ShownPlace = ReturnType<typeof placesFor>[number];

/** So many places have a button in the bar at the bottom; the others are under More. */
const BAR_PLACES = 3;

/**
 * The frame around every screen: a bar at the top. Once somebody is signed in, it has the places to
 * go to: it becomes a rail at the side, or on a narrow window they are at the bottom, within reach
 * of a thumb, the rarer ones under More.
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
  const rest = places.slice(BAR_PLACES);
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
            {places.slice(0, BAR_PLACES).map((place) => (
              <PlaceLink key={place.to} place={place} />
            ))}
            <UnstyledButton
              className={`${classes["link"]} ${classes["search"]}`}
              title={say("frame.search")}
              onClick={onSearch}
            >
              <IconSearch size={24} stroke={1.75} aria-hidden />
              <span>{say("frame.search_short")}</span>
            </UnstyledButton>
            {rest.map((place) => (
              <PlaceLink key={place.to} place={place} isUnderMore />
            ))}
            <MorePlaces places={rest} />
          </nav>
        )}
        <div className={classes["tools"]}>{tools}</div>
      </header>
      <div className={classes["content"]}>{children}</div>
    </div>
  );
};

const PlaceLink = ({
  place: { to, name, Icon },
  isUnderMore = false,
}: {
  readonly place: ShownPlace;
  readonly isUnderMore?: boolean;
}) => (
  <Link
    to={to}
    className={classes["link"]}
    data-under-more={isUnderMore || undefined}
    // Whoever goes to Today wants to see it, and not what was last searched for.
    onClick={to === "/" ? () => useSession.getState().setQuery("") : undefined}
    activeOptions={{ exact: to === "/", includeSearch: false }}
  >
    <Icon size={24} stroke={1.75} aria-hidden />
    <span>{name}</span>
  </Link>
);

/** The places that have no room in the bar at the bottom. */
const MorePlaces = ({ places }: { readonly places: readonly ShownPlace[] }) => {
  const isHere = useLocation({
    select: ({ pathname }) => places.some(({ to }) => pathname.startsWith(to)),
  });
  return (
    <Menu position="top-end" width={220} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <UnstyledButton
          className={`${classes["link"]} ${classes["more"]}`}
          aria-label={say("frame.more_places")}
          data-here={isHere || undefined}
        >
          <IconDots size={24} stroke={1.75} aria-hidden />
          <span>{say("frame.more")}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {places.map(({ to, name, Icon }) => (
          <Menu.Item
            key={to}
            renderRoot={(props) => <Link to={to} {...props} />}
            leftSection={<Icon size={20} stroke={1.75} aria-hidden />}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
};
