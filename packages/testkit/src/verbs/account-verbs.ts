import { AccountError, type Edition, exactly } from "@snowtower/sql";
import { ScriptFailure } from "../script/script-failure.ts";
import type { Verb, VerbResult } from "../script/verb.ts";
import { roleNamed, type Scene } from "./scene.ts";
import { verbWords } from "./verb-words.ts";

const EDITIONS: readonly Edition[] = ["STANDARD", "ENTERPRISE", "BUSINESS_CRITICAL", "VPS"];

/** The verbs that speak to the account past every project: `facts`, `prefix`, `env`, `sql`, `show`. */
export function accountVerbs(scene: Scene): Readonly<Record<"facts" | "prefix" | "env" | "sql" | "show", Verb>> {
  return {
    facts: ({ args }) => {
      if (scene.isOpen) throw new ScriptFailure("facts come before everything that speaks to the account");
      for (const word of args) setFact(scene, word);
      return {};
    },
    prefix: ({ args: [prefix = ""] }) => {
      scene.prefix = prefix;
      return {};
    },
    env: ({ args: [environment = null] }) => {
      scene.environment = environment;
      return {};
    },
    sql: ({ args }) => answer(scene, args, ({ columns, rows, status }) => (status === "" ? table(rows, columns.length) : `${status}\n`)),
    show: ({ args }) => {
      const [statement = "", wanted = "", ...rest] = args;
      return answer(scene, [statement, ...rest], ({ columns, rows }) => {
        const picked = wanted.split(",").map((column) => {
          const at = columns.indexOf(column);
          if (at < 0) throw new ScriptFailure(`no column ${column}; there are ${columns.join(", ")}`);
          return at;
        });
        return table(
          rows.map((row) => picked.map((at) => row[at] ?? null)),
          picked.length,
        );
      });
    },
  };
}

function setFact(scene: Scene, word: string): void {
  const [key, value = ""] = word.split("=");
  const edition = EDITIONS.find((each) => each === value);
  if (key === "edition" && edition !== undefined) scene.edition = edition;
  else if (key === "warehouse" && value !== "") scene.warehouse = exactly(value);
  else if (key === "role" && value !== "") scene.role = roleNamed(value);
  else throw new ScriptFailure(`facts takes edition=${EDITIONS.join("|")}, warehouse=NAME and role=NAME, not ${word}`);
}

type Answer = Awaited<ReturnType<Scene["query"]>>;

/** What Snowflake refuses is an exit code of 1: `exit 1` expects it. */
async function answer(scene: Scene, args: readonly string[], print: (answer: Answer) => string): Promise<VerbResult> {
  const words = verbWords(args, { places: 1, options: ["as"] });
  const role = words.get("as");
  try {
    return { stdout: print(await scene.query(words.places[0] ?? "", role === undefined ? undefined : roleNamed(role))) };
  } catch (error) {
    if (!(error instanceof AccountError)) throw error;
    return { stderr: `${error.message}\n`, exit: 1 };
  }
}

/** A line a row; NULL is told from an empty text. */
function table(rows: Answer["rows"], width: number): string {
  return rows
    .map((row) =>
      `${row
        .slice(0, width)
        .map((cell) => cell ?? "NULL")
        .join(" | ")}`.trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join("");
}
