import { createContext, type ReactNode, use } from "react";
import { createFormat, type Format } from "#renderer/words/format.ts";
import { UTC } from "#shared/kernel/time.ts";

const FormatContext = createContext<Format>(
  createFormat({ locale: "en", currency: "XXX", timeZone: UTC }),
);

/** Sets how everything below it formats money and times. */
export const FormatProvider = ({
  format,
  children,
}: {
  readonly format: Format;
  readonly children: ReactNode;
}) => <FormatContext value={format}>{children}</FormatContext>;

/** How to format money and times for this tenant and location. */
export const useFormat = (): Format => use(FormatContext);
