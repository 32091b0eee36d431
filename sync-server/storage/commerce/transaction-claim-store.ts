import { type SqlBool, sql } from "kysely";
import {
  CLAIM_STATUSES,
  type ClaimStatus,
  claimKey,
  claimStatusSchema,
} from "#shared/commerce/claim.ts";
import type { ProfileId, StaffId, TransactionClaimId, TransactionId } from "#shared/kernel/ids.ts";
import { type Instant, lastOver } from "#shared/kernel/time.ts";
import { dialectOf } from "#sync-server/storage/dialect.ts";
import type { ListQuery, Page } from "#sync-server/storage/list-query.ts";
import { lockNamed } from "#sync-server/storage/lock-named.ts";
import { oneOf } from "#sync-server/storage/one-of.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { statement } from "#sync-server/storage/statement.ts";
import {
  insertRecord,
  readPage,
  readRecords,
  readRecordsByKey,
} from "#sync-server/storage/table-queries.ts";
import {
  type NewTransactionClaim,
  type TransactionClaim,
  type TransactionClaimField,
  transactionClaimTable,
} from "./transaction-claim-table.ts";

/** Inserts a claim as it was made just now. */
export const insertClaim = (
  deps: WriteDeps,
  claim: Omit<NewTransactionClaim, "receiptKey" | "lastCheckedAt">,
): Promise<TransactionClaim> =>
  insertRecord(deps, transactionClaimTable, {
    ...claim,
    receiptKey: claimKey(claim.receiptRef),
    lastCheckedAt: deps.now,
  });

/** A claim, also one that was taken back; null if there is none. */
export const readClaim = async (
  deps: ReadDeps,
  id: TransactionClaimId,
): Promise<TransactionClaim | null> =>
  (await readRecordsByKey(deps, transactionClaimTable, [id]))[0] ?? null;

/** A claim of this profile that it hasn't taken back; null if there is none with this number. */
export const readClaimOf = async (
  deps: ReadDeps,
  profileId: ProfileId,
  id: TransactionClaimId,
): Promise<TransactionClaim | null> => {
  const claim = await readClaim(deps, id);
  return claim?.profileId === profileId && claim.deletedAt === null ? claim : null;
};

/** Those of these claims that wait, or that have ended without a sale ([J7]). */
export const readClaimsWithoutSale = async (
  deps: ReadDeps,
  ids: readonly TransactionClaimId[],
): Promise<readonly TransactionClaim[]> =>
  (await readRecordsByKey(deps, transactionClaimTable, ids)).filter(
    ({ status, deletedAt }) => CLAIM_STATUSES[status] !== "has_sale" && deletedAt === null,
  );

/** The ids of a profile's claims that wait, or that have ended without a sale. */
export const readClaimIdsOf = async (
  deps: ReadDeps,
  profileId: ProfileId,
): Promise<readonly TransactionClaimId[]> =>
  (await selectIdsOf(deps, [deps.tenantId, profileId])).map(({ id }) => id);

const WITHOUT_SALE = oneOf(
  "status",
  claimStatusSchema.options.filter((status) => CLAIM_STATUSES[status] !== "has_sale"),
);

const selectIdsOf = statement<{ readonly id: TransactionClaimId }>(
  `select id from transaction_claims
   where tenant_id = ? and profile_id = ? and deleted_at is null and ${WITHOUT_SALE}`,
);

/**
 * A page of a profile's claims, newest first unless the query says otherwise. Their status is what
 * `claimStatusAt` says.
 */
export const listClaims = (
  deps: ReadDeps,
  profileId: ProfileId,
  query: ListQuery<TransactionClaimField>,
  now: Instant,
): Promise<Page<TransactionClaim>> => {
  const sort = query.sort.length > 0 ? query.sort : NEWEST_FIRST;
  const conditions = [
    sql<SqlBool>`transaction_claims.profile_id = ${profileId}`,
    sql<SqlBool>`transaction_claims.deleted_at is null`,
  ];
  const column = sql`case when transaction_claims.status = 'pending'
    and transaction_claims.expires_at <= ${lastOver(now)} then 'expired' else transaction_claims.status end`;
  const asked = { ...query, sort };
  return readPage(deps, transactionClaimTable, asked, conditions, { status: { column } });
};

const NEWEST_FIRST = [{ field: "id", isDescending: true }] as const;

/** A bound on the claims for one receipt number. */
const SAME_RECEIPT_MAX = 100;

/**
 * The claims that wait for a sale with this receipt number, the oldest first. They are locked, so
 * that of two such sales at once only one is theirs.
 */
export const lockOpenClaims = (
  deps: WriteDeps,
  receiptRef: string,
): Promise<readonly TransactionClaim[]> =>
  readRecords(
    { ...deps, hidesDeleted: false },
    transactionClaimTable,
    sql`receipt_key = ${claimKey(receiptRef)} and status = 'pending' and deleted_at is null`,
    sql`order by id limit ${SAME_RECEIPT_MAX} ${sql.raw(dialectOf(deps.dialect).forUpdate)}`,
  );

const STANDING = claimStatusSchema.options.filter((status) => CLAIM_STATUSES[status] !== "over");

/** A profile's claims for a receipt number that wait or have got their sale, the oldest first. */
export const readStandingClaims = (
  deps: ReadDeps,
  profileId: ProfileId,
  receiptRef: string,
): Promise<readonly TransactionClaim[]> =>
  readRecords(
    { ...deps, hidesDeleted: false },
    transactionClaimTable,
    sql`profile_id = ${profileId} and receipt_key = ${claimKey(receiptRef)}
      and ${sql.raw(oneOf("status", STANDING))} and deleted_at is null`,
    sql`order by id limit ${SAME_RECEIPT_MAX}`,
  );

/** Settles a claim that waits; true if it did. Does nothing to one that no longer waits. */
export const settleClaim = async (
  deps: WriteDeps,
  id: TransactionClaimId,
  {
    status,
    transactionId,
  }: {
    readonly status: ClaimStatus;
    readonly transactionId: TransactionId | null;
  },
): Promise<boolean> => {
  const { now, tenantId } = deps;
  const claimedAt = CLAIM_STATUSES[status] === "has_sale" ? now : null;
  const rows = await settle(deps, [status, transactionId, claimedAt, now, now, tenantId, id]);
  return rows.length > 0;
};

const settle = statement<{ readonly id: TransactionClaimId }>(
  `update transaction_claims set status = ?, transaction_id = ?, claimed_at = ?,
     attempts = attempts + 1, last_checked_at = ?, updated_at = ?
   where tenant_id = ? and id = ? and status = 'pending' and deleted_at is null returning id`,
);

/** Takes back a claim that waits; true if it did. */
export const takeBackClaim = async (deps: WriteDeps, id: TransactionClaimId): Promise<boolean> => {
  const { now, tenantId } = deps;
  return (await takeBack(deps, [now, now, tenantId, id])).length > 0;
};

const takeBack = statement<{ readonly id: TransactionClaimId }>(
  `update transaction_claims set deleted_at = ?, updated_at = ?
   where tenant_id = ? and id = ? and status = 'pending' and deleted_at is null returning id`,
);

/** How many claims of a profile wait for their sale. */
export const countOpenClaims = async (deps: WriteDeps, profileId: ProfileId): Promise<number> => {
  const [row] = await countOpen(deps, [deps.tenantId, profileId, lastOver(deps.now)]);
  return Number(row?.claims ?? 0);
};

const countOpen = statement<{ readonly claims: number }>(
  `select count(*) as claims from transaction_claims
   where tenant_id = ? and profile_id = ? and status = 'pending' and deleted_at is null
     and expires_at > ?`,
);

/** How many claims of a profile since an instant have found nothing, even if it took them back. */
export const countWrongClaims = async (
  deps: WriteDeps,
  profileId: ProfileId,
  since: Instant,
): Promise<number> => {
  const [row] = await countWrong(deps, [deps.tenantId, profileId, since]);
  return Number(row?.claims ?? 0);
};

const countWrong = statement<{ readonly claims: number }>(
  `select count(*) as claims from transaction_claims
   where tenant_id = ? and profile_id = ? and created_at > ? and ${WITHOUT_SALE}`,
);

/** The same of a member of staff, who makes no other claim until this transaction ends. */
export const countWrongClaimsBy = async (
  deps: WriteDeps,
  staffId: StaffId,
  since: Instant,
): Promise<number> => {
  await lockNamed(deps, `claims ${deps.tenantId} ${staffId}`);
  const [row] = await countWrongBy(deps, [deps.tenantId, staffId, since]);
  return Number(row?.claims ?? 0);
};

const countWrongBy = statement<{ readonly claims: number }>(
  `select count(*) as claims from transaction_claims
   where tenant_id = ? and staff_id = ? and created_at > ? and ${WITHOUT_SALE}`,
);
