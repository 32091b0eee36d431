/**
 * True when an error says that the database cannot be reached or cannot write just now: the caller
 * may try again. Told by the codes of Node, PostgreSQL and SQLite.
 */
export const isUnavailable = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  if ("code" in error && typeof error.code === "string") {
    if (/^(?:ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH|ENETUNREACH)/.test(error.code))
      return true;
    // 08: connection; 53: no resources, disk full; 57P: shutting down; 55P03: lock not to be had.
    if (/^(?:08|53|57P)\w+$/.test(error.code) || error.code === "55P03") return true;
  }
  return (
    /Connection terminated|timeout exceeded when trying to connect|database is locked|database or disk is full/i.test(
      error.message,
    ) || isUnavailable(error.cause)
  );
};
