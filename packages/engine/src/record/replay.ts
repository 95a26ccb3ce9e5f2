import { type Account, AccountError, rowsOf, sql, userSql } from "@snowtower/sql";
import { FormatError } from "../errors.ts";
import { readOnly } from "../read/read-only-account.ts";
import { whyNotReading } from "../read/reads-only.ts";
import type { Answer, RecordedColumn, Recording } from "./recording.ts";

/** One way in which an account answers otherwise than the recorded one did. */
interface Difference {
  readonly ask: string;
  readonly kind: "refused here" | "accepted here" | "refusal" | "columns" | "parameters";
  readonly says: string;
}

export interface Replayed {
  readonly asked: number;
  /** The same columns, or the same refusal. */
  readonly same: number;
  /** Asked about an object that is not here. */
  readonly left: number;
  readonly differences: readonly Difference[];
}

/** Asks another account what was asked when the recording was made, and compares how it answers. Reads only. */
export async function replay(recording: Recording, account: Account): Promise<Replayed> {
  const reader = readOnly(account);
  const differences: Difference[] = [];
  let same = 0;
  let left = 0;
  for (const answer of recording.answers) {
    const here = await ask(reader, answer);
    const found = compare(answer, here);
    if (found === "left") left++;
    else if (found.length === 0) same++;
    else differences.push(...found);
  }
  return { asked: recording.answers.length, same, left, differences };
}

type Here =
  | { readonly kind: "rows"; readonly columns: readonly RecordedColumn[]; readonly rows: readonly (readonly (string | null)[])[] }
  | { readonly kind: "refused"; readonly code: string | null; readonly message: string };

async function ask(account: Account, { ask: statement, describeOnly }: Answer): Promise<Here> {
  const why = whyNotReading(statement);
  if (why !== null) throw new FormatError("ST2055", `the recording asks for more than reading: ${why}`);
  try {
    const [outcome] = await account.execute({ statements: [sql`${userSql(statement)}`], ...(describeOnly === true ? { describeOnly } : {}) });
    const { columns, types, rows } = await rowsOf(outcome);
    return { kind: "rows", columns: columns.map((name, i) => ({ name, type: types[i] ?? "" })), rows };
  } catch (error) {
    if (!(error instanceof AccountError) || error.details.kind !== "statement") throw error;
    return { kind: "refused", code: error.details.code ?? null, message: error.details.message };
  }
}

const NOT_THERE = new Set(["002003", "002043"]);
const UNKNOWN_OBJECT = /SNOWTOWER_RECORD_NO_SUCH_OBJECT/;

function compare(answer: Answer, here: Here): readonly Difference[] | "left" {
  const { ask, refused, columns } = answer;
  const differs = (kind: Difference["kind"], says: string): readonly Difference[] => [{ ask, kind, says }];
  if (here.kind === "refused" && NOT_THERE.has(here.code ?? "") && !UNKNOWN_OBJECT.test(ask)) return "left";
  if (refused !== undefined && here.kind === "rows") return differs("accepted here", `${refused.code ?? ""} ${refused.message}`);
  if (refused !== undefined && here.kind === "refused")
    return refused.code === here.code ? [] : differs("refusal", `${refused.code ?? "no code"} there, ${here.code ?? "no code"} here: ${here.message}`);
  if (here.kind === "refused") return differs("refused here", `${here.code ?? ""} ${here.message}`);
  return [...columnDifference(ask, columns ?? [], here.columns), ...parameterDifferences(answer, here)];
}

function columnDifference(ask: string, there: readonly RecordedColumn[], here: readonly RecordedColumn[]): readonly Difference[] {
  const written = (columns: readonly RecordedColumn[]): string => columns.map(({ name }) => name).join(", ");
  const missing = there.filter(({ name }) => !here.some((column) => column.name === name)).map(({ name }) => name);
  const more = here.filter(({ name }) => !there.some((column) => column.name === name)).map(({ name }) => name);
  const typed = there.flatMap(({ name, type }) => {
    const own = here.find((column) => column.name === name);
    return own === undefined || own.type === type ? [] : [`${name} is ${type} there, ${own.type} here`];
  });
  const says = [
    ...(missing.length === 0 ? [] : [`missing here: ${missing.join(", ")}`]),
    ...(more.length === 0 ? [] : [`only here: ${more.join(", ")}`]),
    ...(missing.length + more.length === 0 && written(there) !== written(here) ? [`another order here: ${written(here)}`] : []),
    ...typed,
  ];
  return says.length === 0 ? [] : [{ ask, kind: "columns", says: says.join("; ") }];
}

/** Which parameters there are, and their defaults and types, are Snowflake's; which are set is the account's. */
function parameterDifferences({ ask, columns = [], rows = [] }: Answer, here: Extract<Here, { kind: "rows" }>): readonly Difference[] {
  if (!/^SHOW PARAMETERS/.test(ask)) return [];
  const there = parameters(columns, rows);
  const own = parameters(here.columns, here.rows);
  const missing = [...there.keys()].filter((key) => !own.has(key));
  const more = [...own.keys()].filter((key) => !there.has(key));
  const other = [...there].flatMap(([key, says]) => (own.has(key) && own.get(key) !== says ? [`${key}: ${says} there, ${own.get(key) ?? ""} here`] : []));
  const says = [
    ...(missing.length === 0 ? [] : [`missing here: ${missing.join(", ")}`]),
    ...(more.length === 0 ? [] : [`only here: ${more.join(", ")}`]),
    ...other,
  ];
  return says.length === 0 ? [] : [{ ask, kind: "parameters", says: says.join("; ") }];
}

function parameters(columns: readonly RecordedColumn[], rows: readonly (readonly (string | null)[])[]): ReadonlyMap<string, string> {
  const at = (name: string): number => columns.findIndex((column) => column.name === name);
  return new Map(rows.map((row) => [row[at("key")] ?? "", `default ${row[at("default")] ?? ""}, ${row[at("type")] ?? ""}`]));
}
