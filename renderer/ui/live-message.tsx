import { VisuallyHidden } from "@mantine/core";

/** Tells screen readers about a change without showing it. Polite, so it never interrupts. */
export const LiveMessage = ({ children }: { readonly children: string }) => (
  <VisuallyHidden role="status" aria-live="polite" aria-atomic="true">
    {children}
  </VisuallyHidden>
);
