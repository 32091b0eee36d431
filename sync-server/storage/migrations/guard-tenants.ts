import { sql } from "kysely";
import type { Sql } from "#sync-server/storage/sql.ts";
import {
  ACROSS_TENANTS,
  EVERY_TENANT,
  READ_BY_ALL,
  SCOPE_SETTING,
} from "#sync-server/storage/tenant-scope.ts";

/** Whom the server works as if no policy binds the user in its address. */
export const BOUND_ROLE = "regulars_server";

/** Whether a user in `pg_roles` is bound by no policy. */
export const IS_UNBOUND = "(rolsuper or rolbypassrls)";

/**
 * Lets PostgreSQL itself keep tenants apart (DOMAIN §2.1): gives each table with rows of tenants a
 * policy that binds its owner, too, and makes a role for the server if the user in its address is
 * bound by none. Does nothing where that is done.
 */
export const guardTenants = async (transaction: Sql): Promise<void> => {
  await run(transaction, "select pg_advisory_xact_lock(hashtextextended('guard_tenants', 0))");
  const { rows: tables } = await sql<{ readonly name: string; readonly column: string }>`
    select class.relname as name, attribute.attname as column
    from pg_class as class join pg_attribute as attribute on attribute.attrelid = class.oid
    where class.relnamespace = current_schema()::regnamespace and class.relkind = 'r'
      and attribute.attname = case class.relname when 'tenants' then 'id' else 'tenant_id' end
      and not class.relforcerowsecurity
    order by class.relname`.execute(transaction);
  for (const { name, column } of tables) {
    for (const text of policiesOf(name, column)) await run(transaction, text);
  }
  await makeBoundRole(transaction);
};

/**
 * Lets this transaction, which is a migration, change rows of all tenants. `guardTenants` comes
 * after it.
 */
export const liftGuards = (transaction: Sql): Promise<void> =>
  run(
    transaction,
    `do $$ declare guarded name; begin
      for guarded in select relname from pg_class
        where relnamespace = current_schema()::regnamespace and relforcerowsecurity
      loop execute format('alter table %I no force row level security', guarded); end loop;
    end $$`,
  );

const run = async (transaction: Sql, text: string): Promise<void> => {
  await sql.raw(text).execute(transaction);
};

const policiesOf = (table: string, column: string): readonly string[] => {
  const policy = (name: string, what: string) => [
    `drop policy if exists ${name} on "${table}"`,
    `create policy ${name} on "${table}" ${what}`,
  ];
  const isEvery = `current_setting('${SCOPE_SETTING}', true) = '${EVERY_TENANT}'`;
  const across = new Map(Object.entries(ACROSS_TENANTS)).get(table);
  return [
    `alter table "${table}" enable row level security`,
    `alter table "${table}" force row level security`,
    ...policy("tenant", `using (${column} = current_setting('${SCOPE_SETTING}', true))`),
    ...(across === "read" ? policy("every_tenant", `for select using (${isEvery})`) : []),
    ...(across === "delete" ? policy("every_tenant", `using (${isEvery}) with check (false)`) : []),
    ...(table in READ_BY_ALL ? policy("read_by_all", "for select using (true)") : []),
  ];
};

const makeBoundRole = async (transaction: Sql): Promise<void> => {
  const { rows } = await sql<{ readonly isMade: boolean }>`
    select exists (select 1 from pg_roles where rolname = ${BOUND_ROLE}) as "isMade"
    from pg_roles where rolname = session_user and ${sql.raw(IS_UNBOUND)}`.execute(transaction);
  const [unbound] = rows;
  if (!unbound) return;
  if (!unbound.isMade) {
    // A server on another database of the cluster may be making it.
    await run(
      transaction,
      `do $$ begin create role ${BOUND_ROLE} nologin;
        exception when duplicate_object or unique_violation then null;
      end $$`,
    );
  }
  const { rows: lacking } = await sql`
    select 1 from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'r'
      and not has_table_privilege(${BOUND_ROLE}, oid, 'delete') limit 1`.execute(transaction);
  if (lacking.length > 0) await run(transaction, GRANT_ALL);
};

const GRANT_ALL = `do $$ declare what text; begin
  foreach what in array array['usage on schema', 'usage on all sequences in schema',
    'select, insert, update, delete on all tables in schema']
  loop execute format('grant %s %I to ${BOUND_ROLE}', what, current_schema()); end loop;
  if not pg_has_role(session_user, '${BOUND_ROLE}', 'member') then
    execute format('grant ${BOUND_ROLE} to %I', session_user);
  end if;
end $$`;
