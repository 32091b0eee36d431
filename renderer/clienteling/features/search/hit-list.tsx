import { useEffect, useRef } from "react";
import { say } from "#renderer/words/say.ts";
import classes from "./hit-list.module.css";
import { HitRow } from "./hit-row.tsx";
import type { FoundProfile } from "./use-profile-search.ts";

/**
 * The hits, as the listbox of the search box. The box keeps the focus, and Enter opens the hit at
 * `active`.
 */
export const HitList = ({
  id,
  typed,
  hits,
  active,
  onHover,
  onOpen,
}: {
  readonly id: string;
  /** What was searched for. */
  readonly typed: string;
  readonly hits: readonly FoundProfile[];
  readonly active: number;
  readonly onHover: (place: number) => void;
  readonly onOpen: (place: number) => void;
}) => {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label={say("search.hits")}
      className={classes["list"]}
    >
      {hits.map((hit, place) => (
        // The search box has the keyboard, and names the active option.
        // biome-ignore lint/a11y/useKeyWithClickEvents: see above.
        <div
          key={hit.profile.id}
          id={`${id}-${place}`}
          role="option"
          tabIndex={-1}
          aria-selected={place === active}
          className={classes["option"]}
          onMouseMove={() => onHover(place)}
          onClick={() => onOpen(place)}
        >
          <HitRow hit={hit} typed={typed} />
        </div>
      ))}
    </div>
  );
};
