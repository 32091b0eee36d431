import { VisuallyHidden } from "@mantine/core";

/** Says a change to a screen reader without showing it; polite, so that it never interrupts. */
export const LiveMessage = ({ children }: { readonly children: string }) => (
  <VisuallyHidden role="status" aria-live="polite" aria-atomic="true">
    {children}
  </VisuallyHidden>
);
