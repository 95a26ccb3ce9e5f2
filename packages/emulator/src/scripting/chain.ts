import { lex } from "@snowtower/sql";
import type { Command, ConductedResult } from "../context.ts";
import type { Cursor } from "../parser/cursor.ts";
import { ScriptingBlock } from "../parser/scripting-block.ts";
import { STATEMENT_TYPE } from "../result.ts";
import { neverRun } from "./block-command.ts";

/** `a ->> b ->> c` as its statements; one text if it is no chain. A `->>` inside a block or parentheses belongs to a statement there. */
export function splitChain(source: string): readonly string[] {
  if (!source.includes("->>")) return [source];
  const block = new ScriptingBlock();
  const links: string[] = [];
  let depth = 0;
  let start = 0;
  const { tokens } = lex(source);
  for (const [i, token] of tokens.entries()) {
    if (token.kind === "symbol" && token.text === "(") depth++;
    if (token.kind === "symbol" && token.text === ")") depth--;
    if (token.kind === "symbol" && token.text === "->>" && depth === 0 && !block.isOpen) {
      links.push(source.slice(start, token.start));
      start = token.end;
    } else if (token.kind !== "end") block.see(token, tokens[i + 1]);
  }
  return [...links, source.slice(start)];
}

/** The pipe operator: each statement may read what those before it gave as `$1`, `$2`, counted backwards (docs: sql-reference/operators-flow). */
export function chainCommand(cursor: Cursor, links: readonly string[]): Command {
  // "Bind variables aren't supported."
  if ((cursor.options.bindings ?? []).length > 0) cursor.refuse("bind variables in a chain of ->>");
  if (links.some((link) => lex(link).tokens[0]?.kind === "end")) cursor.fail();
  return {
    type: STATEMENT_TYPE.select,
    readsOnly: false,
    describe: () => cursor.refuse("a description of a chain of ->>"),
    run: neverRun,
    async conduct(conductor) {
      const before: ConductedResult[] = [];
      for (const link of links) before.unshift(await conductor.run(link.trim(), [], { pipe: before }));
      const [last] = before;
      if (last === undefined) throw new Error("a chain without statements");
      return last;
    },
  };
}
