import { rehydrate, type Statement } from "@snowtower/sql";
import { FormatError } from "../errors.ts";
import type { Step, Undo } from "../plan/step.ts";
import type { BoundPlan } from "./bound-plan.ts";
import { checkSchema } from "./check-schema.ts";
import { planSchema } from "./plan-schema.ts";
import { PLAN_FORMAT, sha256 } from "./write-plan.ts";

const VERSION = 1;

/** Reads what `writePlan` wrote. Throws a `FormatError` for anything else: what was approved is applied, or nothing. */
export function readPlan(text: string): BoundPlan {
  const lines = text.split("\n");
  const header = readHeader(lines[0] ?? "");
  checkDigest(text, lines, header.steps);
  const steps = lines.slice(1, 1 + header.steps).map((line, i) => parseLine(line, i + 2));
  const { format: _format, steps: _count, ...rest } = header.raw;
  const wrong = checkSchema({ ...rest, steps }, planSchema) ?? wrongOrder(steps as unknown as readonly Step[]);
  if (wrong !== null) throw new FormatError("ST2054", `the plan file does not hold a plan: ${wrong}`);
  return { ...(rest as unknown as Omit<BoundPlan, "steps">), steps: (steps as unknown as readonly Step[]).map(rehydrateStep) };
}

interface Header {
  readonly raw: { readonly [key: string]: unknown };
  readonly steps: number;
}

function readHeader(line: string): Header {
  let raw: unknown;
  try {
    raw = JSON.parse(line);
  } catch {
    throw new FormatError("ST2050", "this is not a plan file of SnowTower");
  }
  if (typeof raw !== "object" || raw === null || !("format" in raw) || raw.format !== PLAN_FORMAT)
    throw new FormatError("ST2050", "this is not a plan file of SnowTower");
  const { version, steps } = raw as { readonly version?: unknown; readonly steps?: unknown };
  if (typeof version === "number" && version > VERSION)
    throw new FormatError("ST2051", `the plan has format version ${version}, this SnowTower reads up to ${VERSION}`);
  if (version !== VERSION || typeof steps !== "number" || !Number.isSafeInteger(steps) || steps < 0)
    throw new FormatError("ST2054", "the header of the plan file is damaged", 1);
  return { raw: raw as Header["raw"], steps };
}

/** The last line must be there, at its place, and fit all lines before it. */
function checkDigest(text: string, lines: readonly string[], steps: number): void {
  const last = lines[1 + steps];
  if (last === undefined || lines.length < steps + 3)
    throw new FormatError("ST2052", `the plan file is cut off: it should hold ${steps} steps and a last line`, lines.length);
  const { digest } = parseLine(last, steps + 2);
  const before = text.slice(0, text.length - lines.slice(1 + steps).join("\n").length);
  const rest = lines.slice(2 + steps).join("");
  if (rest !== "" || digest !== sha256(before)) throw new FormatError("ST2053", "the plan file was changed after it was written");
}

function parseLine(line: string, number: number): { readonly [key: string]: unknown } {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as { readonly [key: string]: unknown };
  } catch {
    // told below
  }
  throw new FormatError("ST2053", "the plan file was changed after it was written: the line is not a JSON object", number);
}

/** The order of the file is one in which the steps can run: so no step waits for a later one, or for one that is not there. */
function wrongOrder(steps: readonly Step[]): string | null {
  const before = new Set<string>();
  for (const { id, after } of steps) {
    if (before.has(id)) return `step ${id} stands twice`;
    const missing = after.find((other) => !before.has(other));
    if (missing !== undefined) return `step ${id} waits for ${missing}, which does not stand before it`;
    before.add(id);
  }
  return null;
}

function rehydrateStep(step: Step): Step {
  return { ...step, statements: step.statements.map(statement), undo: rehydrateUndo(step.undo) };
}

function rehydrateUndo(undo: Undo): Undo {
  return undo.kind === "none" ? undo : { ...undo, statements: undo.statements.map(statement) };
}

function statement(stored: Statement): Statement {
  try {
    return rehydrate(stored);
  } catch (error) {
    throw new FormatError("ST2054", `the plan file does not hold a plan: ${error instanceof Error ? error.message : String(error)}`);
  }
}
