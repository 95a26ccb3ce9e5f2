import type { CodeEntry } from "./code-entry.ts";

/** ST1200-ST1299: roles, grants and the role model. */
export const accessCodes = [
  {
    code: "ST1201",
    title: "A pattern matches nothing",
    explanation: "Patterns of the role model stand for objects that the project describes. This one stands for none, so the role would not get what was meant.",
    fix: "Correct the pattern, or describe what it should match. Patterns are written without the environment's prefix.",
  },
  {
    code: "ST1202",
    title: "A reference to something that is not described",
    explanation: "The warehouse, role or other object that is named here is not part of the project.",
    fix: "Correct the name, or describe the object.",
  },
  {
    code: "ST1203",
    title: "Unknown permission model",
    explanation: "The permission model is neither DEFAULT nor described in permission_model.yaml; inherit_from takes models that stand earlier in the file.",
    fix: "Correct the name, or describe the model before it is used.",
  },
  {
    code: "ST1204",
    title: "There is no owner role to give this to",
    explanation: "Under the ruleset SCHEMA_OWNER every schema has an owner role and the database has none; under DATABASE_OWNER it is the other way round.",
    fix: "Move the parameter to the schema (SCHEMA_OWNER) or to the database (DATABASE_OWNER), or choose another permission model.",
  },
  {
    code: "ST1205",
    title: "A schema and its database have different rulesets",
    explanation: "Roles of the two rulesets do not fit together, so a schema's permission model has the ruleset of its database's.",
    fix: "Give both a permission model of the same ruleset.",
  },
  {
    code: "ST1206",
    title: "This privilege cannot be granted here",
    explanation: "ALL means something else with every release of Snowflake; OWNERSHIP belongs to owner roles, and its grants are a transfer.",
    fix: "Name each privilege: TABLE:SELECT,INSERT. Ownership is described with the object or its permission model.",
  },
  {
    code: "ST1207",
    title: "Unknown type of object",
    explanation: "Snowflake has no privileges on a type of this name.",
    fix: "Use Snowflake's word for the type, in the singular: TABLE, FILE_FORMAT, EXTERNAL_TABLE.",
  },
  {
    code: "ST1208",
    title: "Unknown privilege",
    explanation: "Snowflake has no such privilege on objects of this type.",
    fix: "Correct the privilege; the message names those that are near.",
  },
  {
    code: "ST1209",
    title: "Not a grant",
    explanation: "What is granted is written TYPE:PRIVILEGE,PRIVILEGE with a list of names below it.",
    fix: "Write for example TABLE:SELECT,INSERT.",
  },
  {
    code: "ST1210",
    title: "A role is described twice",
    explanation: "Two places of the project describe a role of the same name.",
    fix: "Keep one of them.",
  },
  {
    code: "ST1211",
    title: "The name does not fit the type",
    explanation:
      "An object of the account has a name of one part, a schema of two, an object in a schema of three; functions and procedures have argument types.",
    fix: "Write the whole name: DB.SCHEMA.NAME, DB.SCHEMA.FUNCTION(VARCHAR, NUMBER).",
  },
  {
    code: "ST1212",
    title: "There are no future grants on this type",
    explanation: "Snowflake refuses GRANT ... ON FUTURE for policies, tags, objects of the account and a few other types.",
    fix: "Grant on the objects themselves.",
  },
  {
    code: "ST1213",
    title: "Not a pattern",
    explanation:
      "A pattern has letters, digits, _ and $, dots between the parts of a name, and * ? [ ] | !; parts with other characters stand in double quotes.",
    fix: "Correct the pattern. At least one alternative has to say what is included.",
  },
  {
    code: "ST1214",
    title: "Roles hold each other",
    explanation: "Snowflake refuses a grant that would make a circle of roles. It would do so half-way through an apply, at the last grant of the circle.",
    fix: "Remove one of the memberships that the message names.",
  },
  {
    code: "ST1215",
    title: "Not in the database of the database role",
    explanation: "A database role holds privileges on its own database and on what is in it; Snowflake refuses all others.",
    fix: "Grant the privilege to a role of the account, and let that role hold the database role.",
  },
] as const satisfies readonly CodeEntry[];
