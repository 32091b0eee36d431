import { useCallback, useEffect, useRef, useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import type { CustomerRow, CustomersRequest } from "#renderer/data/views.ts";

/** So many rows are read at a time. */
const PAGE = 50;
/** How often what is on screen is read again, in ms. */
const AGAIN_MS = 10_000;

/** A long list, of which only what is on screen is read. */
export type ListPages = {
  /** Undefined until the first rows are read. */
  readonly count: number | undefined;
  /** Undefined until it is read; null if the customer has just gone. */
  readonly rowAt: (place: number) => CustomerRow | null | undefined;
  /** Says which rows are on screen. */
  readonly show: (first: number, last: number) => void;
};

/** Reads a list by the page, as it is scrolled. Keep the request stable (`useMemo`). */
export const useListPages = (request: CustomersRequest): ListPages => {
  const device = useDevice();
  const [count, setCount] = useState<number>();
  const [pages, setPages] = useState<ReadonlyMap<number, readonly (CustomerRow | null)[]>>(
    new Map(),
  );
  const asked = useRef(new Set<number>());
  const shown = useRef<readonly [number, number]>([0, 0]);

  const read = useCallback(
    async (page: number) => {
      const found = await device.listCustomers({ ...request, offset: page * PAGE, limit: PAGE });
      const rows = await device.readCustomers(found.ids);
      const byId = new Map(rows.map((row) => [row.profile.id, row]));
      const inOrder = found.ids.map((id) => byId.get(id) ?? null);
      setCount(found.count);
      setPages((before) => new Map(before).set(page, inOrder));
    },
    [device, request],
  );
  const readShown = useCallback(
    (isAgain: boolean) => {
      const [first, last] = shown.current;
      for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page++) {
        if (asked.current.has(page) && !isAgain) continue;
        asked.current.add(page);
        void read(page);
      }
    },
    [read],
  );

  useEffect(() => {
    asked.current.clear();
    readShown(true);
    const timer = setInterval(() => readShown(true), AGAIN_MS);
    return () => clearInterval(timer);
  }, [readShown]);

  return {
    count,
    rowAt: (place) => pages.get(Math.floor(place / PAGE))?.[place % PAGE],
    show: useCallback(
      (first, last) => {
        shown.current = [first, last];
        readShown(false);
      },
      [readShown],
    ),
  };
};
