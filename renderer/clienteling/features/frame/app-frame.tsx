import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ProductMark } from "#renderer/ui/product-mark.tsx";
import { say } from "#renderer/words/say.ts";
import classes from "./app-frame.module.css";
import { PLACES } from "./places.ts";

/**
 * The frame around every screen: a bar at the top. Once somebody is signed in, it has the places to
 * go to: it becomes a rail at the side, or on a narrow window they are at the bottom, within reach
 * of a thumb.
 */
export const AppFrame = ({
  locationName,
  isSignedIn,
  tools,
  children,
}: {
  readonly locationName: string | null;
  readonly isSignedIn: boolean;
  /** How sync is doing, and who is signed in. */
  readonly tools: ReactNode;
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
          {PLACES.map(({ to, name, Icon }) => (
            <Link
              key={to}
              to={to}
              className={classes["link"]}
              activeOptions={{ exact: to === "/", includeSearch: false }}
            >
              <Icon size={24} stroke={1.75} aria-hidden />
              <span>{name}</span>
            </Link>
          ))}
        </nav>
      )}
      <div className={classes["tools"]}>{tools}</div>
    </header>
    <div className={classes["content"]}>{children}</div>
  </div>
);
