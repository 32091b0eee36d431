import { useEffect } from "react";
import { type Serving, useCustomerDisplay } from "#renderer/state/customer-display-store.ts";

/** Shows this to the customer, too, for as long as the screen that calls it is open ([X53]). */
export const useServing = (serving: Serving): void => {
  const serve = useCustomerDisplay((display) => display.serve);
  useEffect(() => serve(serving));
  useEffect(() => () => serve(null), [serve]);
};
