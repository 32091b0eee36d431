import { DirectionProvider, MantineProvider } from "@mantine/core";
import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { cssVariablesResolver } from "#renderer/ui/css-variables.ts";
import { theme } from "#renderer/ui/theme.ts";
import { assertDefined } from "#shared/kernel/assert.ts";

/** Renders an app into its page, with our theme, and in the page's own direction. */
export const mountApp = (app: ReactNode): void => {
  createRoot(assertDefined(document.getElementById("root"), "index.html has #root")).render(
    <StrictMode>
      <DirectionProvider>
        <MantineProvider
          theme={theme}
          cssVariablesResolver={cssVariablesResolver}
          defaultColorScheme="auto"
        >
          {app}
        </MantineProvider>
      </DirectionProvider>
    </StrictMode>,
  );
};
