/** Sent to a waiting service worker: take over now. */
const TAKE_OVER = "take-over";
const LOOK_EVERY_MS = 30 * 60_000;

/**
 * The installable web app's own updates. A new version is fetched whole beside the old one, waits,
 * and takes over only when staff press the button, or when every window was closed.
 */
const createAppUpdate = () => {
  let waiting: ServiceWorker | null = null;
  let isApplying = false;
  const listeners = new Set<() => void>();
  const setWaiting = (worker: ServiceWorker | null) => {
    waiting = worker;
    for (const listener of listeners) listener();
  };

  const watch = (registration: ServiceWorkerRegistration) => {
    const announce = () => {
      // Without a controller this is the first installation: there is nothing to update.
      if (registration.waiting && navigator.serviceWorker.controller) {
        setWaiting(registration.waiting);
      }
    };
    announce();
    registration.addEventListener("updatefound", () => {
      registration.installing?.addEventListener("statechange", announce);
    });
    setInterval(() => void registration.update().catch(ignoreOffline), LOOK_EVERY_MS);
    navigator.serviceWorker.addEventListener("controllerchange", () => {
      if (isApplying) window.location.reload();
    });
  };

  return {
    /** Registers the service worker where there can be one: not from `app://`, not while developing. */
    start: async (): Promise<void> => {
      const isServed = window.location.protocol.startsWith("http") && !import.meta.env.DEV;
      if (!("serviceWorker" in navigator) || !isServed) return;
      watch(await navigator.serviceWorker.register("./service-worker.js"));
    },
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    isReady: (): boolean => waiting !== null,
    apply: (): void => {
      isApplying = true;
      waiting?.postMessage(TAKE_OVER);
    },
    dismiss: (): void => setWaiting(null),
  };
};

export const appUpdate = createAppUpdate();

const ignoreOffline = (): void => {};
