import type { Access, Session, Target } from "@snowtower/insight";
import { SCHEMAS, TABLES, WAREHOUSES } from "./access-scene.ts";

/** A statement, and what the documentation says one needs for it. */
export interface Probe {
  readonly text: string;
  /** Its result is only described: there are no rows to be read. */
  readonly only?: "describe";
  expects(access: Access, session: Session): boolean;
  /** What it works on. */
  readonly on: Target;
}

const ACCOUNT: Target = { type: "ACCOUNT", name: "" };

function can(privilege: string, type: string, name: string): Probe["expects"] {
  return (access, session) => access.can(session, { privilege, on: { type, name } }).usable;
}

/** Any privilege, or MANAGE GRANTS, which lets everything be seen (docs: user-guide/container-manage-grants-intro). */
function sees(type: string, name: string): Probe["expects"] {
  return (access, session) => access.privilegesOn(session, { type, name }).length > 0 || managesGrants(access, session);
}

function managesGrants(access: Access, session: Session): boolean {
  return access.can(session, { privilege: "MANAGE GRANTS", on: ACCOUNT }).usable;
}

/** (docs: sql-reference/sql/grant-privilege, "Access control requirements") */
function mayGrant(privilege: string, type: string, name: string): Probe["expects"] {
  const [database = "", schema = ""] = name.split(".");
  const container: Target = { type: "SCHEMA", name: `${database}.${schema}` };
  return (access, session) => {
    const { escalations } = access.escalations(session);
    const has = (kind: string, on: Target): boolean =>
      escalations.some(
        (each) => each.kind === kind && each.on.type === on.type && each.on.name === on.name && (kind !== "grants on" || each.privilege === privilege),
      );
    const isManaged = container.name === "D.M";
    if (has("manages grants", ACCOUNT)) return true;
    // Only the schema's owner grants in a schema with managed access.
    if (isManaged) return has("owns managed schema", container) && access.privilegesOn(session, { type: "DATABASE", name: database }).length > 0;
    return can("OWNERSHIP", type, name)(access, session) || has("grants on", { type, name });
  };
}

function probe(text: string, { type, name }: Target, expects: (type: string, name: string) => Probe["expects"]): Probe {
  return { text, on: { type, name }, expects: expects(type, name) };
}

function needs(privilege: string): (type: string, name: string) => Probe["expects"] {
  return (type, name) => can(privilege, type, name);
}

function on(type: string, name: string): Target {
  return { type, name };
}

export const PROBES: readonly Probe[] = [
  ...TABLES.map((name) => on("TABLE", name)).flatMap((table): readonly Probe[] => [
    probe(`DESCRIBE TABLE ${table.name}`, table, sees),
    { ...probe(`SELECT * FROM ${table.name}`, table, needs("SELECT")), only: "describe" },
    probe(`ALTER TABLE ${table.name} SET COMMENT = 'x'`, table, needs("OWNERSHIP")),
    probe(`DROP TABLE ${table.name}`, table, needs("OWNERSHIP")),
    probe(`GRANT SELECT ON TABLE ${table.name} TO ROLE SINK`, table, (type, name) => mayGrant("SELECT", type, name)),
  ]),
  probe("DESCRIBE VIEW D.S.V", on("VIEW", "D.S.V"), sees),
  { ...probe("SELECT * FROM D.S.V", on("VIEW", "D.S.V"), needs("SELECT")), only: "describe" },
  probe("DESCRIBE SEQUENCE D.S.Q", on("SEQUENCE", "D.S.Q"), sees),
  ...WAREHOUSES.map((name) => on("WAREHOUSE", name)).flatMap((warehouse): readonly Probe[] => [
    probe(`ALTER WAREHOUSE ${warehouse.name} RESUME`, warehouse, needs("OPERATE")),
    probe(`ALTER WAREHOUSE ${warehouse.name} SET COMMENT = 'x'`, warehouse, needs("MODIFY")),
    probe(`DROP WAREHOUSE ${warehouse.name}`, warehouse, needs("OWNERSHIP")),
  ]),
  ...SCHEMAS.map((name) => on("SCHEMA", name)).flatMap((schema): readonly Probe[] => [
    probe(`CREATE TABLE ${schema.name}.NEW (ID NUMBER(38,0))`, schema, needs("CREATE TABLE")),
    probe(`ALTER SCHEMA ${schema.name} SET COMMENT = 'x'`, schema, needs("MODIFY")),
  ]),
  probe("CREATE SCHEMA D.NEW", on("DATABASE", "D"), needs("CREATE SCHEMA")),
  probe("ALTER ROLE R5 SET COMMENT = 'x'", on("ROLE", "R5"), needs("OWNERSHIP")),
];
