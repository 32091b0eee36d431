import { useEffect, useState } from "react";
import { readShellVersion } from "./launcher.ts";

/** The version of the desktop shell; null in a browser. */
export const useShellVersion = (): string | null => {
  const [version, setVersion] = useState<string | null>(null);
  useEffect(() => {
    void readShellVersion(window).then(setVersion);
  }, []);
  return version;
};
