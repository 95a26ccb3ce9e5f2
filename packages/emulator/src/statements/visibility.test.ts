import { beforeAll, describe, expect, it } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { as, must, run, show } from "../testing/run.ts";

interface Kind {
  /** As in GRANT and CREATE: `TABLE`. */
  readonly word: string;
  readonly make: string;
  /** A privilege that is no OWNERSHIP; none: only its owner has any. */
  readonly privilege: string | null;
  readonly args?: string;
  /** Whoever sees its container sees it (docs: sql-reference/sql/show-tags). */
  readonly isOpen?: boolean;
  /** DESCRIBE wants a privilege, also of who may name everything; or is not there. */
  readonly describes?: "privileged" | "never";
  /** The view of INFORMATION_SCHEMA and its column. */
  readonly view?: readonly [name: string, column: string];
}

const KINDS: readonly Kind[] = [
  { word: "TABLE", make: "TABLE # (a INT)", privilege: "REFERENCES", view: ["TABLES", "TABLE_NAME"] },
  { word: "VIEW", make: "VIEW # AS SELECT 1 AS a", privilege: "SELECT", view: ["VIEWS", "TABLE_NAME"] },
  { word: "SEQUENCE", make: "SEQUENCE #", privilege: "USAGE", view: ["SEQUENCES", "SEQUENCE_NAME"] },
  { word: "STAGE", make: "STAGE #", privilege: "READ", view: ["STAGES", "STAGE_NAME"] },
  { word: "FILE FORMAT", make: "FILE FORMAT # TYPE = CSV", privilege: "USAGE", view: ["FILE_FORMATS", "FILE_FORMAT_NAME"] },
  { word: "FUNCTION", make: "FUNCTION #() RETURNS INT AS '1'", args: "()", privilege: "USAGE", view: ["FUNCTIONS", "FUNCTION_NAME"] },
  {
    word: "PROCEDURE",
    make: "PROCEDURE #() RETURNS INT LANGUAGE SQL AS 'BEGIN RETURN 1; END'",
    args: "()",
    privilege: "USAGE",
    view: ["PROCEDURES", "PROCEDURE_NAME"],
  },
  { word: "STREAM", make: "STREAM # ON TABLE base", privilege: "SELECT" },
  { word: "TASK", make: "TASK # SCHEDULE = '5 MINUTES' AS SELECT 1", privilege: "MONITOR" },
  { word: "TAG", make: "TAG #", privilege: "APPLY", isOpen: true, describes: "never" },
  { word: "SECRET", make: "SECRET # TYPE = GENERIC_STRING SECRET_STRING = 'x'", privilege: "USAGE", describes: "privileged" },
  { word: "NETWORK RULE", make: "NETWORK RULE # TYPE = IPV4 VALUE_LIST = ('1.2.3.4')", privilege: null, describes: "privileged" },
  { word: "MASKING POLICY", make: "MASKING POLICY # AS (v VARCHAR) RETURNS VARCHAR -> v", privilege: "APPLY" },
  { word: "ROW ACCESS POLICY", make: "ROW ACCESS POLICY # AS (v VARCHAR) RETURNS BOOLEAN -> TRUE", privilege: "APPLY" },
  { word: "AGGREGATION POLICY", make: "AGGREGATION POLICY # AS () RETURNS AGGREGATION_CONSTRAINT -> NO_AGGREGATION_CONSTRAINT()", privilege: "APPLY" },
  { word: "PASSWORD POLICY", make: "PASSWORD POLICY #", privilege: null },
  { word: "SESSION POLICY", make: "SESSION POLICY #", privilege: null },
];

function plural(word: string): string {
  return word.endsWith("Y") ? `${word.slice(0, -1)}IES` : `${word}S`;
}

/** Two objects of every class, and roles: privileges are on the first one, or everywhere. */
async function account(): Promise<LocalAccount> {
  const made = LocalAccount.create();
  await must(made, "CREATE DATABASE d; CREATE SCHEMA d.s; CREATE TABLE d.s.base (a INT)");
  for (const role of ["nothing", "one", "owner", "outside", "manager"]) await must(made, `CREATE ROLE ${role}; GRANT ROLE ${role} TO USER admin`);
  for (const role of ["nothing", "one", "owner"])
    await must(
      made,
      `GRANT USAGE ON DATABASE d TO ROLE ${role}; GRANT USAGE ON SCHEMA d.s TO ROLE ${role}; GRANT USAGE ON WAREHOUSE compute_wh TO ROLE ${role}`,
    );
  await must(made, "GRANT MANAGE GRANTS ON ACCOUNT TO ROLE manager; GRANT USAGE ON WAREHOUSE compute_wh TO ROLE manager");
  for (const { word, make, privilege, args = "" } of KINDS) {
    for (const name of ["seen", "hidden"]) await must(made, `USE SCHEMA d.s; CREATE ${make.replace("#", `${name}_${word.replaceAll(" ", "_")}`)}`);
    const on = `${word} d.s.${nameOf(word)}${args}`;
    if (privilege !== null) await must(made, `GRANT ${privilege} ON ${on} TO ROLE one; GRANT ${privilege} ON ${on} TO ROLE outside`);
    await must(made, `GRANT OWNERSHIP ON ${on} TO ROLE owner COPY CURRENT GRANTS`);
  }
  return made;
}

function nameOf(word: string): string {
  return `SEEN_${word.replaceAll(" ", "_")}`;
}

describe.each(KINDS)("$word", ({ word, privilege, args = "", isOpen, describes, view }) => {
  let made: LocalAccount;
  const [seen, hidden] = [nameOf(word), nameOf(word).replace("SEEN", "HIDDEN")];
  const both = [hidden, seen];
  const inOrder: Readonly<Record<string, readonly string[]>> = {
    NOTHING: isOpen === true ? both : [],
    ONE: isOpen === true ? both : privilege === null ? [] : [seen],
    OWNER: isOpen === true ? both : [seen],
    OUTSIDE: [],
    MANAGER: both,
  };

  beforeAll(async () => {
    made = await shared();
  });

  it.each(Object.entries(inOrder))("SHOW as %s", async (role, names) => {
    const what = word === "FUNCTION" || word === "PROCEDURE" ? `USER ${plural(word)}` : plural(word);
    const rows = await show(as(made, role), `SHOW ${what} LIKE '%${word.replaceAll(" ", "_")}' IN ACCOUNT`);
    expect(rows.map(({ name }) => name)).toEqual(names);
  });

  it.each(Object.entries(inOrder))("DESCRIBE as %s", async (role, names) => {
    if (describes === "never") return;
    const answer = await run(as(made, role), `DESCRIBE ${word} d.s.${seen}${args}`);
    if (describes === "privileged" && role === "MANAGER") expect(answer).toMatchObject({ code: "003001" });
    else if (names.includes(seen)) expect(answer).toBe("");
    else expect(answer).toMatchObject({ code: "002003" });
  });

  it.each(Object.entries(inOrder))("INFORMATION_SCHEMA as %s", async (role, names) => {
    if (view === undefined || role === "OUTSIDE") return;
    const session = as(made, role);
    if (role === "MANAGER") await must(made, "GRANT USAGE ON DATABASE d TO ROLE manager; GRANT USAGE ON SCHEMA d.s TO ROLE manager");
    await must(session, "USE WAREHOUSE compute_wh");
    const [name, column] = view;
    const rows = await show(session, `SELECT ${column} FROM d.INFORMATION_SCHEMA.${name} WHERE ${column} IN ('${seen}', '${hidden}') ORDER BY ${column}`);
    // "The view does not honor the MANAGE GRANTS privilege" (docs: sql-reference/info-schema/tables).
    expect(rows.map((row) => row[column])).toEqual(role === "MANAGER" ? [] : names);
  });
});

let only: Promise<LocalAccount> | null = null;

function shared(): Promise<LocalAccount> {
  only ??= account();
  return only;
}
