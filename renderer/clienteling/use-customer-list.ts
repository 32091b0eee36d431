import { useEffect, useState } from "react";
import type { CustomerRow, CustomersRequest } from "#renderer/data/views.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { useDevice } from "./device-context.tsx";

/** The first customers of a list, and how many are in it. */
export type ShownList = { readonly count: number; readonly rows: readonly CustomerRow[] };

/** How often a list is read again, in ms: what changes it comes from others, or with time. */
const AGAIN_MS = 10_000;

/** The rows of a list; undefined until they are read. Keep the request stable (`useMemo`). */
export const useCustomerList = (request: CustomersRequest | null): ShownList | undefined => {
  const device = useDevice();
  const [shown, setShown] = useState<ShownList>();
  useEffect(() => {
    if (request === null) return;
    let isCurrent = true;
    const read = async () => {
      const { count, ids } = await device.listCustomers(request);
      const rows = await device.readCustomers(ids);
      if (isCurrent) setShown({ count, rows });
    };
    void read();
    const timer = setInterval(() => void read(), AGAIN_MS);
    return () => {
      isCurrent = false;
      clearInterval(timer);
    };
  }, [device, request]);
  return shown;
};

/** The rows of these customers, in this order; undefined until they are read. */
export const useCustomers = (ids: readonly ProfileId[]): readonly CustomerRow[] | undefined => {
  const device = useDevice();
  const [rows, setRows] = useState<readonly CustomerRow[]>();
  useEffect(() => {
    let isCurrent = true;
    const read = async () => {
      const read = await device.readCustomers(ids);
      if (isCurrent) setRows(read);
    };
    void read();
    return () => {
      isCurrent = false;
    };
  }, [device, ids]);
  return rows;
};
