/** What staff choose for a device, by the name that `first-paint.ts` reads it by. */
export type Choice = "text-size" | "language";

/** What was chosen; null if nothing was, or without storage. */
export const readChoice = (choice: Choice): string | null => {
  try {
    return window.localStorage.getItem(choice);
  } catch {
    return null;
  }
};

/** Keeps a choice on this device. Without storage it lasts until the next start. */
export const keepChoice = (choice: Choice, value: string): void => {
  try {
    window.localStorage.setItem(choice, value);
  } catch {
    // There is nowhere to keep it.
  }
};
