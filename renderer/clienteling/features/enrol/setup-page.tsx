import { Paper, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { ProductMark } from "#renderer/ui/product-mark.tsx";
import classes from "./setup-page.module.css";

/** One column under our logo: what a device shows before anybody can sign in. */
export const SetupPage = ({ children }: { readonly children: ReactNode }) => (
  <main id="main" className={classes["page"]}>
    <ProductMark size={56} />
    <Paper className={classes["card"]}>
      <Stack gap="md">{children}</Stack>
    </Paper>
  </main>
);
