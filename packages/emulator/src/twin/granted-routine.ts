import { parseDataType, parseQualifiedName } from "@snowtower/sql";

/** `DB.SC."F(A NUMBER, B VARCHAR):NUMBER(38,0)"` as its name and the types it is known by. */
export function grantedRoutine(name: string): { readonly parts: readonly string[]; readonly args: string } {
  const parts = parseQualifiedName(name) ?? [name];
  const last = parts.at(-1) ?? "";
  const open = last.indexOf("(");
  const close = closing(last, open);
  const args = split(last.slice(open + 1, close))
    .map(typeOf)
    .join(", ");
  return { parts: [...parts.slice(0, -1), last.slice(0, open)], args };
}

function closing(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === "(") depth++;
    else if (text[i] === ")" && --depth === 0) return i;
  }
  return text.length;
}

function split(text: string): readonly string[] {
  const found: string[] = [];
  let [depth, start] = [0, 0];
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "(") depth++;
    else if (text[i] === ")") depth--;
    else if (text[i] === "," && depth === 0) {
      found.push(text.slice(start, i));
      start = i + 1;
    }
  }
  const last = text.slice(start);
  return last.trim() === "" ? found : [...found, last];
}

/** An argument with its name, which may be quoted, or a type alone. */
function typeOf(argument: string): string {
  const text = argument.trim();
  const [, rest = text] = /^(?:"(?:[^"]|"")*"|[^\s"]+)\s+(.*)$/s.exec(text) ?? [];
  return parseDataType(rest)?.base ?? parseDataType(text)?.base ?? rest;
}
