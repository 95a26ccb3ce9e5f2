import type { Plan, Step } from "@snowtower/engine";
import { exactly, hole, rehydrate } from "@snowtower/sql";
import { change, create, drop, future, give, grant, note, object, on, planOf, statement, step, take } from "./build-plan.ts";

const loads = object("warehouse", "LOAD_WH", { size: "XSMALL", auto_suspend: 60, warehouse_params: { STATEMENT_TIMEOUT_IN_SECONDS: 7200 } });
const customers = object("table", "CORE.SALES.CUSTOMERS", {
  columns: [
    { name: "ID", type: "NUMBER(38,0)", not_null: true },
    { name: "STATUS", type: "VARCHAR(20)" },
    { name: "SHOP_ID", type: "NUMBER(38,0)" },
    { name: "SINCE", type: "DATE", not_null: true },
  ],
  comment: "One row a customer",
});
const revenue = object("view", "CORE.SALES.REVENUE", {
  text: "SELECT month,\n    SUM(amount) AS revenue,\n    COUNT(*) AS orders\nFROM orders\nWHERE status = 'paid'\nGROUP BY month\nORDER BY month",
});
const bob = object("user", "BOB", { email: "bob@acme.example", disabled: false });
/** Keys of one kind begin and end alike. */
const keyOf = (middle: string): string => `MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA${middle.repeat(30)}IwIDAQAB`;
const password = { ref: "user/BOB/password", digest: "00ff" };
const CAUTION = {
  risk: "caution",
  why: "size, auto_suspend are not as warehouse.yaml:4 describes",
  danger: "it acts at once on whoever uses the warehouse; an hour of it costs twice as much",
} as const;
const REPLACED = ["streams on the view become stale", "its owner becomes the role that replaces it"];

const objects: readonly Step[] = [
  step(
    change("alter", loads, {
      ...loads,
      fields: { ...loads.fields, size: "SMALL", auto_suspend: 120, warehouse_params: { STATEMENT_TIMEOUT_IN_SECONDS: 3600, MAX_CONCURRENCY_LEVEL: 4 } },
    }),
    {
      ...CAUTION,
      statements: [statement('ALTER WAREHOUSE "LOAD_WH" SET WAREHOUSE_SIZE = SMALL AUTO_SUSPEND = 120')],
    },
  ),
  step(create(object("warehouse", "BI_WH", { size: "SMALL", auto_suspend: 300, comment: "Dashboards" })), {
    statements: [statement("CREATE WAREHOUSE \"BI_WH\"\n  WAREHOUSE_SIZE = SMALL\n  COMMENT = 'Dashboards'")],
  }),
  step(change("alter", bob, { ...bob, fields: { ...bob.fields, password, disabled: true } }), {
    risk: "lockout",
    why: "password, disabled are not as user.yaml:9 describes",
    danger: "the user can no longer log in, and queries of the user that run are aborted",
    statements: [
      rehydrate({ text: `ALTER USER "BOB" SET PASSWORD = ${hole(password)}`, secrets: [password] }),
      statement('ALTER USER "BOB" SET DISABLED = TRUE'),
    ],
  }),
  step(
    create(object("schema", "CORE.STAGING", { managed_access: true, comment: "What comes in, before it is checked by anybody who could say what it means" })),
  ),
  ...Array.from({ length: 13 }, (_, i) =>
    step(create(object("table", `CORE.STAGING.LOAD_${String(i + 1).padStart(2, "0")}`, { columns: [{ name: "ID", type: "NUMBER(38,0)" }] }))),
  ),
  step(
    change("alter", customers, {
      ...customers,
      fields: {
        columns: [
          { name: "ID", type: "NUMBER(38,0)", not_null: true },
          { name: "STATUS", type: "VARCHAR(40)", not_null: true, comment: "Where the customer stands, from the first contact to the last order" },
          { name: "EMAIL", type: "VARCHAR(200)", default: "'-'", comment: "The customer's address" },
          { name: "SINCE", type: "DATE" },
        ],
        comment: "One row for each customer, whatever shop the customer came from, and however often: see the glossary",
      },
    }),
    {
      risk: "destructive",
      why: "columns, comment are not as core/sales/table/customers.yaml:1 describes",
      danger: "column SHOP_ID is dropped with its data; SELECT * and INSERT without a list of columns meet 1 more column",
      undo: { kind: "recreated", statements: [], lost: ["what the change of columns removed"] },
    },
  ),
  step(
    change("replace", revenue, {
      ...revenue,
      fields: { text: String(revenue.fields.text).replace("'paid'", "'settled'").replace("COUNT(*)", "COUNT(DISTINCT id)") },
    }),
    {
      risk: "caution",
      why: "text is not as core/sales/view/revenue.yaml:1 describes, and only a replacement changes that",
      danger: `CREATE OR REPLACE has its price (${REPLACED.join("; ")})`,
      undo: { kind: "recreated", statements: [], lost: REPLACED },
    },
  ),
  step(change("alter", object("user", "ETL", { rsa_public_key: keyOf("x4INStnN") }), object("user", "ETL", { rsa_public_key: keyOf("0r/Nvyaq") })), {
    risk: "caution",
    why: "rsa_public_key is not as user.yaml:21 describes",
    danger: "log-ins with the key that is replaced fail from now on",
  }),
  step(drop(object("table", "CORE.SALES.OLD_ORDERS")), {
    risk: "destructive",
    danger: "its data and 3 grants go with it",
    why: "the project does not describe it, and its part of the scope is strict",
    undo: { kind: "exact", statements: [statement('UNDROP TABLE "CORE"."SALES"."OLD_ORDERS"')], lost: [], until: "7 days after the step" },
  }),
  step(drop(object("schema", "RAW.STRIPE")), {
    implied: [drop(object("table", "RAW.STRIPE.CHARGES")), drop(object("table", "RAW.STRIPE.REFUNDS")), drop(object("view", "RAW.STRIPE.V"))],
    risk: "destructive",
    why: "the environment is removed",
    danger: "all that is in it (2 tables and 1 view) and 14 grants go with it",
    undo: { kind: "none", because: "its retention is 0, and 3 objects go with it" },
  }),
];

const READER = "ROLE:CORE__SALES__READ__S_ROLE";
const tables = Array.from({ length: 12 }, (_, i) => `CORE.SALES.T${String(i + 1).padStart(2, "0")}`);

const access: readonly Step[] = [
  step([give(grant("USAGE", on("SCHEMA", "CORE.SALES"), READER)), give(grant("MONITOR", on("SCHEMA", "CORE.SALES"), READER))]),
  ...tables.map((name) => step([give(grant("SELECT", on("TABLE", name), READER)), give(grant("REFERENCES", on("TABLE", name), READER))])),
  step([give(grant("SELECT", future("TABLE", "CORE.SALES"), READER)), give(grant("REFERENCES", future("TABLE", "CORE.SALES"), READER))]),
  step([give(grant("SELECT", future("VIEW", "CORE.SALES"), READER)), give(grant("REFERENCES", future("VIEW", "CORE.SALES"), READER))]),
  ...["FINANCE", "MARKETING"].map((schema) => step(give(grant("USAGE", on("SCHEMA", `CORE.${schema}`), `ROLE:CORE__${schema}__WRITE__S_ROLE`)))),
  step(give(grant("USAGE", on("ROLE", "ANALYST"), "USER:BOB"))),
  step(take(grant("USAGE", on("ROLE", "ACCOUNTADMIN"), "USER:BOB")), {
    risk: "lockout",
    why: "USER BOB is described without it",
    danger: "BOB is one of 3 members of ACCOUNTADMIN, and leaves it",
  }),
  step(take(grant("INSERT", on("TABLE", "CORE.SALES.T01"), "ROLE:LOADER", true)), {
    risk: "caution",
    why: "ROLE LOADER is described without it",
    danger: "LOADER loses INSERT: whoever works through it stops",
  }),
  step(give(grant("CREATE DATABASE", { kind: "account" }, "ROLE:LOADER"))),
  step(change("alter", customers, { ...customers, owner: exactly("CORE_OWNER") }), {
    id: "owner:table:CORE.SALES.CUSTOMERS",
    risk: "caution",
    why: "CORE_OWNER is to own it, and ADMIN does",
    undo: { kind: "recreated", statements: [], lost: ["who granted what on it"] },
  }),
];

/** Something of everything that a plan can hold. */
export const samplePlan: Plan = planOf([...objects, ...access], {
  notes: [
    note(
      "error",
      object("view", "CORE.SALES.SECRETS"),
      "cannot be created: it is not known that it is absent",
      "give the role that plans the privilege to see it",
    ),
    ...["REVENUE", "ORDERS"].map((name) => ({
      ...note("warning", object("view", `CORE.SALES.${name}`), "is_secure is left as it is, because it could not be read (SHOW VIEWS has no such column)"),
      code: "ST2002" as const,
    })),
    note("warning", object("view", "CORE.SALES.REVENUE"), "comes before view CORE.SALES.ORDERS, though its SQL seems to name it"),
  ],
});

export const emptyPlan: Plan = planOf([]);
