import { parameterNamed, parametersAt, readParameterValue } from "../parameters/known.ts";
import { Cursor } from "../parser/cursor.ts";
import type { LocalSession } from "../session.ts";
import type { Json } from "./call.ts";

/** What drivers are told of a session's parameters, in types of JSON. */
interface WireParameter {
  readonly name: string;
  readonly value: string | number | boolean;
}

/** What this server can do decides these, not the account. */
const FIXED: readonly WireParameter[] = [
  { name: "CLIENT_TELEMETRY_ENABLED", value: false },
  { name: "CLIENT_RESULT_PREFETCH_SLOTS", value: 2 },
  // There is no stage to put many rows of bindings on: they always come along. 0 would make the Node.js driver try a stage first.
  { name: "CLIENT_STAGE_ARRAY_BINDING_THRESHOLD", value: 2147483647 },
  { name: "QUERY_CONTEXT_CACHE_SIZE", value: 5 },
];

/** The parameters that clients look at (protocol notes 1.3). */
const TOLD = [
  "AUTOCOMMIT",
  "BINARY_OUTPUT_FORMAT",
  "CLIENT_MEMORY_LIMIT",
  "CLIENT_METADATA_REQUEST_USE_CONNECTION_CTX",
  "CLIENT_METADATA_USE_SESSION_DATABASE",
  "CLIENT_PREFETCH_THREADS",
  "CLIENT_RESULT_CHUNK_SIZE",
  "CLIENT_RESULT_COLUMN_CASE_INSENSITIVE",
  "CLIENT_SESSION_KEEP_ALIVE",
  "CLIENT_SESSION_KEEP_ALIVE_HEARTBEAT_FREQUENCY",
  "CLIENT_TIMESTAMP_TYPE_MAPPING",
  "DATE_OUTPUT_FORMAT",
  "GEOGRAPHY_OUTPUT_FORMAT",
  "JDBC_TREAT_DECIMAL_AS_INT",
  "JDBC_TREAT_TIMESTAMP_NTZ_AS_UTC",
  "JDBC_USE_SESSION_TIMEZONE",
  "JS_TREAT_INTEGER_AS_BIGINT",
  "ODBC_TREAT_DECIMAL_AS_INT",
  "TIMESTAMP_LTZ_OUTPUT_FORMAT",
  "TIMESTAMP_NTZ_OUTPUT_FORMAT",
  "TIMESTAMP_OUTPUT_FORMAT",
  "TIMESTAMP_TZ_OUTPUT_FORMAT",
  "TIMEZONE",
  "TIME_OUTPUT_FORMAT",
].flatMap((name) => parameterNamed(name) ?? []);

export function wireParameters(session: LocalSession): readonly WireParameter[] {
  return [
    ...FIXED,
    ...TOLD.map(({ name, type }) => {
      const value = session.parameter(name);
      return { name, value: type === "BOOLEAN" ? value === "true" : type === "NUMBER" ? Number(value) : value };
    }),
  ];
}

const OF_SESSIONS = new Map(parametersAt("SESSION").map((parameter) => [parameter.name, parameter]));

/** Session parameters as a driver sends them. Drivers send names of their own as well; those are passed over. Throws `SqlError` for a wrong value. */
export function parametersIn(json: Json): Readonly<Record<string, string>> {
  const parameters: Record<string, string> = {};
  for (const [key, value] of Object.entries(json)) {
    const parameter = OF_SESSIONS.get(key.toUpperCase());
    if (parameter === undefined || !["string", "number", "boolean"].includes(typeof value)) continue;
    const literal = `'${String(value).replace(/[\\']/g, "\\$&")}'`;
    const read = readParameterValue(new Cursor(literal), parameter);
    if (read !== null) parameters[parameter.name] = read;
  }
  return parameters;
}
