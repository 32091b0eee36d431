/** Tells a waiting service worker to take over now. */
const TAKE_OVER = "take-over";
const CHECK_EVERY_MS = 30 * 60_000;
/** A version that has waited for so long says so. */
const OVERDUE_AFTER_MS = 2 * 24 * 3_600_000;

/**
 * Updates of an app in the browser. A new version is downloaded in full beside the old one and
 * waits. It takes over when this window applies it, which only reloads this window, or once every
 * window of the app is closed.
 */
const createAppUpdate = () => {
  let waiting: ServiceWorker | null = null;
  let isApplying = false;
  let isOverdue = false;
  const listeners = new Set<() => void>();
  const setWaiting = (worker: ServiceWorker | null) => {
    waiting = worker;
    for (const listener of listeners) listener();
  };

  const watch = (registration: ServiceWorkerRegistration) => {
    const announceWaiting = () => {
      // Without a controller this is the first installation, so there is nothing to update.
      if (registration.waiting && navigator.serviceWorker.controller) {
        setWaiting(registration.waiting);
        setTimeout(() => {
          isOverdue = true;
          setWaiting(waiting);
        }, OVERDUE_AFTER_MS);
      }
    };
    announceWaiting();
    registration.addEventListener("updatefound", () => {
      registration.installing?.addEventListener("statechange", announceWaiting);
    });
    setInterval(() => void registration.update().catch(ignoreOffline), CHECK_EVERY_MS);
    navigator.serviceWorker.addEventListener("controllerchange", () => {
      if (isApplying) window.location.reload();
    });
  };

  return {
    /**
     * Registers the service worker, except on `app://` and in development, where there can't be
     * one.
     */
    start: async (): Promise<void> => {
      const isServed = window.location.protocol.startsWith("http") && !import.meta.env.DEV;
      if (!("serviceWorker" in navigator) || !isServed) return;
      // Relative to the page, so the scope is the app's own path.
      watch(await navigator.serviceWorker.register(`${import.meta.env.BASE_URL}service-worker.js`));
    },
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    isReady: (): boolean => waiting !== null,
    /** Whether it has been ready for days. */
    isOverdue: (): boolean => isOverdue && waiting !== null,
    apply: (): void => {
      isApplying = true;
      waiting?.postMessage(TAKE_OVER);
    },
    dismiss: (): void => setWaiting(null),
  };
};

export const appUpdate = createAppUpdate();

const ignoreOffline = (): void => {};
