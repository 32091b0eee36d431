import { Skeleton, UnstyledButton } from "@mantine/core";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useRef } from "react";
import { CustomerLine } from "#renderer/clienteling/customer-line.tsx";
import type { CustomerRow } from "#renderer/data/views.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import classes from "./customers.module.css";
import type { ListPages } from "./use-list-pages.ts";

const ROW_PX = 68;
/** Rows drawn beyond the window, so that scrolling shows no gaps. */
const OVERSCAN = 8;

/** A list of any length, of which only the rows near the window are drawn. */
export const LongList = ({
  label,
  count,
  pages: { rowAt, show },
  lineOf,
  endOf,
  badgeOf,
  onOpen,
}: {
  readonly label: string;
  readonly count: number;
  readonly pages: ListPages;
  readonly lineOf: (row: CustomerRow) => ReactNode;
  readonly endOf: (row: CustomerRow) => ReactNode;
  readonly badgeOf?: (row: CustomerRow) => ReactNode;
  readonly onOpen: (profileId: ProfileId) => void;
}) => {
  const list = useRef<HTMLUListElement>(null);
  const rows = useWindowVirtualizer({
    count,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    scrollMargin: list.current?.offsetTop ?? 0,
    // Before it has been measured, as in a window that isn't shown yet.
    initialRect: { width: 0, height: 800 },
  });
  const drawn = rows.getVirtualItems();
  const [first, last] = [drawn[0]?.index ?? 0, drawn.at(-1)?.index ?? 0];
  useEffect(() => show(first, last), [show, first, last]);
  return (
    <ul
      ref={list}
      aria-label={label}
      className={classes["list"]}
      style={{ height: rows.getTotalSize() }}
    >
      {drawn.map(({ index, start }) => {
        const row = rowAt(index);
        return (
          <li
            key={row?.profile.id ?? index}
            ref={rows.measureElement}
            data-index={index}
            aria-setsize={count}
            aria-posinset={index + 1}
            style={{ transform: `translateY(${start - rows.options.scrollMargin}px)` }}
          >
            {row ? (
              <UnstyledButton className={classes["row"]} onClick={() => onOpen(row.profile.id)}>
                <CustomerLine
                  profile={row.profile}
                  badge={badgeOf?.(row)}
                  line={lineOf(row)}
                  end={endOf(row)}
                />
              </UnstyledButton>
            ) : (
              <Skeleton height={ROW_PX - 24} m={12} w="auto" />
            )}
          </li>
        );
      })}
    </ul>
  );
};
