/**
 * Whether an error means that the database can't be reached, is busy or can't write right now, so
 * that a retry may succeed. Checks the codes of Node and PostgreSQL, and the messages of SQLite,
 * because its codes are lost on the way from the writer's thread.
 */
export const isUnavailable = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return NODE_CODES.test(code) || POSTGRES_CODES.test(code) || MESSAGES.test(error.message);
};

/**
 * Whether an error means that the database is busy: others kept writing the same rows, so that a
 * write lost the race for them each time, or waited too long.
 */
export const isBusy = (error: unknown): boolean =>
  error instanceof Error &&
  (("code" in error && typeof error.code === "string" && /^(?:40\w{3}|55P03)$/.test(error.code)) ||
    /database (?:is locked|table is locked|is busy)/.test(error.message));

/** Whether an error means that the database's disk is full. */
export const isDiskFull = (error: unknown): boolean =>
  error instanceof Error &&
  (("code" in error && error.code === "53100") || /disk is full/.test(error.message));

const NODE_CODES = /^(?:ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN)$/;

/**
 * 08 connection, 25006 read only (hosts set that when the disk is full), 25P03 idle too long, 40
 * lost a race, 53 no resources, 55P03 lock, 57 stopped or cancelled.
 */
const POSTGRES_CODES = /^(?:08\w{3}|25006|25P03|40\w{3}|53\w{3}|55P03|57\w{3})$/;

const MESSAGES =
  /Connection terminated|timeout exceeded when trying to connect|Query read timeout|database (?:is locked|table is locked|is busy|or disk is full|is closing|is closed)|disk I\/O error|readonly database|unable to open database|writer's thread has died/i;
