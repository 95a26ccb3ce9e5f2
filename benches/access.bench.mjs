// Who can do what in an account of a million grants: 100,000 tables in 50 databases, 1,500 roles of schemas, 500 business roles, 2,000 users.
import { Access, walk } from "@snowtower/insight";
import { AttachmentSet, GrantSet, idOf } from "@snowtower/kinds";

export const name = "access in an account of 1,000,000 grants";

const DATABASES = 50;
const SCHEMAS = 10;
const TABLES = 200;
const BUSINESS_ROLES = 500;
const USERS = 2_000;
const RUNS = 5;
const LEVELS = { OWNER: ["REFERENCES"], WRITE: ["INSERT", "UPDATE", "DELETE", "TRUNCATE", "SELECT"], READ: ["SELECT", "REFERENCES"] };

export async function run() {
  const from = performance.now();
  const grants = new GrantSet(allGrants());
  const inSet = performance.now() - from;
  const catalog = catalogOf(grants);
  const loaded = times(() => new Access(catalog));
  const access = new Access(catalog);
  const memory = process.memoryUsage().rss / 1e6;
  const user = { type: "USER", name: "U7" };
  const asUser = { kind: "as user", user };
  const question = { privilege: "SELECT", on: { type: "TABLE", name: "DB7.SC3.T42" } };
  const member = membership("B3", { type: "USER", name: "U1999" });
  const toggle = [
    { kind: "grant", from: null, to: member },
    { kind: "grant", from: member, to: null },
  ];
  return [
    { label: `the set of ${grants.size} grants`, samples: [inSet] },
    { label: "the index of it", samples: loaded },
    { label: "can, with its why", samples: times(() => access.can(asUser, question)) },
    { label: "who", samples: times(() => access.who(question)) },
    { label: "who, of a database", samples: times(() => access.who({ privilege: "USAGE", on: { type: "DATABASE", name: "DB7" } })) },
    { label: `all that a user can (${[...access.holdings(asUser)].length} objects)`, samples: times(() => [...access.holdings(asUser)]) },
    { label: "a role given and taken", samples: times(() => access.advance(toggle)) },
    { label: "the same, telling whom it affects", samples: times(() => access.affect(toggle)) },
    { label: "a walk of 1,000 steps that only give", samples: times(() => walk(catalog, steps("give")), 2) },
    { label: "a walk of 1,000 steps that give and take", samples: times(() => walk(catalog, steps("both")), 2) },
    { label: "a walk in which 200 users change roles", samples: times(() => walk(catalog, moves()), 2) },
    { label: "memory with it", samples: [memory], unit: "MB" },
  ];
}

function* allGrants() {
  let role = 0;
  for (let d = 0; d < DATABASES; d++) {
    for (let s = 0; s < SCHEMAS; s++) {
      const schema = `DB${d}.SC${s}`;
      for (const [level, privileges] of Object.entries(LEVELS)) {
        const to = { type: "ROLE", name: `DB${d}__SC${s}__${level}__S_ROLE` };
        yield { privilege: "USAGE", on: { kind: "object", type: "DATABASE", name: `DB${d}` }, to, option: false };
        yield { privilege: "USAGE", on: { kind: "object", type: "SCHEMA", name: schema }, to, option: false };
        for (let t = 0; t < TABLES; t++)
          for (const privilege of privileges) yield { privilege, on: { kind: "object", type: "TABLE", name: `${schema}.T${t}` }, to, option: false };
        // Each business role holds some; all roll up to SYSADMIN.
        for (let b = 0; b < 5; b++) yield membership(to.name, { type: "ROLE", name: `B${(role++ * 7) % BUSINESS_ROLES}` });
      }
    }
    // What a reporting tool reads through privileges of its own.
    for (let s = 0; s < SCHEMAS; s++)
      for (let t = 0; t < TABLES; t++)
        for (const privilege of ["SELECT", "REFERENCES"])
          yield { privilege, on: { kind: "object", type: "TABLE", name: `DB${d}.SC${s}.T${t}` }, to: { type: "ROLE", name: `TOOL${d}` }, option: false };
  }
  for (let b = 0; b < BUSINESS_ROLES; b++) yield membership(`B${b}`, { type: "ROLE", name: "SYSADMIN" });
  for (let u = 0; u < USERS; u++) for (let b = 0; b < 3; b++) yield membership(`B${(u * 3 + b) % BUSINESS_ROLES}`, { type: "USER", name: `U${u}` });
}

function membership(role, to) {
  return { privilege: "USAGE", on: { kind: "object", type: "ROLE", name: role }, to, option: false };
}

function catalogOf(grants) {
  const objects = new Map();
  const add = (kind, ...name) => objects.set(idOf(kind, name), { kind, id: idOf(kind, name), name, owner: "SYSADMIN", fields: {} });
  for (let d = 0; d < DATABASES; d++) {
    add("database", `DB${d}`);
    for (let s = 0; s < SCHEMAS; s++) {
      add("schema", `DB${d}`, `SC${s}`);
      for (let t = 0; t < TABLES; t++) add("table", `DB${d}`, `SC${s}`, `T${t}`);
    }
  }
  for (let u = 0; u < USERS; u++) add("user", `U${u}`);
  return { facts: {}, objects, grants, attachments: new AttachmentSet(), gaps: [], baseline: 0, coverage: new Set() };
}

/** New privileges for readers of tables; and, of every other one, the old ones go. */
function steps(what) {
  return Array.from({ length: 1_000 }, (_, i) => {
    const on = { kind: "object", type: "TABLE", name: `DB${i % DATABASES}.SC${i % SCHEMAS}.T${i % TABLES}` };
    const level = (name) => ({ type: "ROLE", name: `DB${i % DATABASES}__SC${i % SCHEMAS}__${name}__S_ROLE` });
    const isTaken = what === "both" && i % 2 === 1;
    const grant = { privilege: isTaken ? "SELECT" : "TRUNCATE", on, to: level(isTaken ? "WRITE" : "READ"), option: false };
    return { id: `s${i}`, changes: [{ kind: "grant", from: isTaken ? grant : null, to: isTaken ? null : grant }] };
  });
}

/** Each user loses a role, and in the next step is given another one. */
function moves() {
  return Array.from({ length: 200 }, (_, u) => {
    const user = { type: "USER", name: `U${u}` };
    const from = membership(`B${(u * 3) % BUSINESS_ROLES}`, user);
    const to = membership(`B${(u * 5 + 1) % BUSINESS_ROLES}`, user);
    return [
      { kind: "grant", from, to: null },
      { kind: "grant", from: null, to },
    ].map((change, i) => ({ id: `s${u}.${i}`, changes: [change] }));
  }).flat();
}

function times(work, runs = RUNS) {
  return Array.from({ length: runs }, () => {
    const from = performance.now();
    work();
    return performance.now() - from;
  });
}
