import type { Value } from "../../value.ts";

/** What a value may look like on a reference page, by what its type says of itself; words, numbers and true or false need no example. */
export const typeExamples: Readonly<Record<string, Value>> = {
  text: "What it is for.",
  "a name": "other",
  "SQL text": "SELECT id, mail FROM customers",
  code: "SELECT 1",
  "a SQL expression": "CASE WHEN IS_ROLE_IN_SESSION('HR') THEN value ELSE NULL END",
  "a data type": "VARCHAR(100)",
  "a data type, or a map of column names to types": "VARCHAR(100)",
  "a map of column names to types": { id: "NUMBER(38,0) NOT NULL", mail: "VARCHAR(200)" },
  "a map of argument names to data types": { value: "VARCHAR(100)" },
  "the name of an object in a schema": "customers",
  "a list, each an IPv4 address or range": ["10.0.0.0/8"],
  "a list, each the full name of a rule of mode EGRESS": ["net.rules.maps"],
  "a list, each text": ["10.0.0.0/8"],
  "the schedule of a task": "60 minutes",
  "a map of percents to NOTIFY, SUSPEND or SUSPEND_IMMEDIATE": { 80: "NOTIFY", 100: "SUSPEND" },
};
