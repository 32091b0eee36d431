import { useEffect, useState } from "react";
import type { Observable } from "rxjs";

/**
 * The latest value of an observable; undefined until it emits one. A new source never shows the
 * value of an earlier one. Keep the source stable (`useMemo`).
 */
export const useObservable = <T>(source: Observable<T>): T | undefined => {
  const [latest, setLatest] = useState<{ readonly source: unknown; readonly value: T }>();
  useEffect(() => {
    const subscription = source.subscribe((value) => setLatest({ source, value }));
    return () => subscription.unsubscribe();
  }, [source]);
  return latest?.source === source ? latest.value : undefined;
};
