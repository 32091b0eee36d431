import { createContext, type ReactNode, use } from "react";
import { createFormat, type Format } from "#renderer/words/format.ts";

const FormatContext = createContext<Format>(
  createFormat({ locale: "en", currency: "XXX", timeZone: "UTC" }),
);

/** Sets how everything below writes money and moments. */
export const FormatProvider = ({
  format,
  children,
}: {
  readonly format: Format;
  readonly children: ReactNode;
}) => <FormatContext value={format}>{children}</FormatContext>;

/** The tenant's and the location's way of writing money and moments. */
export const useFormat = (): Format => use(FormatContext);
