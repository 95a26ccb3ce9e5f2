import { type QualifiedName, quoted } from "@snowtower/sql";
import type { ParseContext, ValueType } from "../value-type.ts";
import { describeNode, refuse } from "../value-types/refuse.ts";
import { text } from "../value-types/scalar.ts";

/**
 * A pattern over names, as SnowDDL has them: `*`, `?` and `[ab]` as in a shell, alternatives with `|`, exceptions with `|!`:
 * `db1.*|db2.sc|!db1.tmp*`. Text outside double quotes is folded to upper case. It is held against names as files write them (`writtenName`), in the role model without the environment's prefix.
 */
export interface IdentPattern {
  readonly text: string;
  /** False for a plain name, which stands for itself only. */
  readonly wild: boolean;
  matches(name: string): boolean;
}

type Element =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "any" }
  | { readonly kind: "one" }
  | { readonly kind: "set"; readonly regexp: string };

interface Alternative {
  readonly except: boolean;
  readonly elements: readonly Element[];
}

const PLAIN = /^[A-Za-z0-9_$()., ]$/;
/** What needs no quotes in a file: also with a digit in front, as SnowDDL has it. */
const BARE = /^[A-Z0-9_$]+$/;

/** `null` for a text that is no pattern: an odd character outside quotes, or nothing that is included. */
export function parseIdentPattern(written: string): IdentPattern | null {
  const alternatives = readAlternatives(written);
  if (alternatives === null) return null;
  const included = alternatives.filter((a) => !a.except && a.elements.length > 0);
  const excluded = alternatives.filter((a) => a.except && a.elements.length > 0);
  if (included.length === 0) return null;
  const wild = alternatives.length > 1 || (included[0] as Alternative).elements.some((e) => e.kind !== "text");
  const yes = included.map(regexpOf);
  const no = excluded.map(regexpOf);
  const textOf = alternatives.map((a) => (a.except ? "!" : "") + a.elements.map(elementText).join("")).join("|");
  const holds = (name: string): boolean => yes.some((r) => r.test(name)) && !no.some((r) => r.test(name));
  return { text: textOf, wild, matches: (name) => holds(name.includes(" ") ? withoutSpaces(name) : name) };
}

/** Spaces between argument types do not count: `F(VARCHAR, NUMBER)`; those inside quotes do. */
function withoutSpaces(name: string): string {
  return name.replace(/("(?:[^"]|"")*")|\s+/g, "$1");
}

function readAlternatives(written: string): Alternative[] | null {
  const alternatives: Alternative[] = [];
  let except = false;
  let elements: Element[] = [];
  let started = false;
  const end = (): void => {
    alternatives.push({ except, elements });
    [except, elements, started] = [false, [], false];
  };
  for (let i = 0; i < written.length; i++) {
    const c = written[i] as string;
    if (c === "|") end();
    else if (c === "!" && !started) [except, started] = [true, true];
    else {
      const read = readElement(written, i);
      if (read === null) return null;
      if (read.element !== null) elements.push(read.element);
      started ||= read.element !== null;
      i = read.next - 1;
    }
  }
  end();
  return alternatives;
}

function readElement(written: string, at: number): { readonly element: Element | null; readonly next: number } | null {
  const c = written[at] as string;
  if (c === '"') return readQuoted(written, at);
  if (c === "*") return { element: { kind: "any" }, next: at + 1 };
  if (c === "?") return { element: { kind: "one" }, next: at + 1 };
  if (c === "[") return readSet(written, at);
  if (c === " ") return { element: null, next: at + 1 };
  if (c === "!" || c === "]" || PLAIN.test(c)) return { element: { kind: "text", text: c.toUpperCase() }, next: at + 1 };
  return null;
}

/** A quoted part of a name stands for itself, character by character; quotes that the displayed name would not have are dropped. */
function readQuoted(written: string, at: number): { readonly element: Element; readonly next: number } | null {
  const match = /^"((?:[^"]|"")+)"/.exec(written.slice(at));
  if (match === null) return null;
  const inner = match[1] as string;
  return { element: { kind: "text", text: BARE.test(inner) ? inner : match[0] }, next: at + match[0].length };
}

/** As in a shell: `[!ab]` is what is not in it, a `]` right at the start is meant as a character, and `[` without `]` as itself. */
function readSet(written: string, at: number): { readonly element: Element | null; readonly next: number } | null {
  const start = written[at + 1] === "!" ? at + 2 : at + 1;
  const close = written.indexOf("]", start + 1);
  const bar = written.indexOf("|", at);
  if (close < 0 || (bar >= 0 && bar < close)) return { element: { kind: "text", text: "[" }, next: at + 1 };
  const inner = written.slice(start, close).toUpperCase();
  const regexp = `[${start > at + 1 ? "^" : ""}${inner.replace(/[\\\]^[]/g, "\\$&")}]`;
  return isRegexp(regexp) ? { element: { kind: "set", regexp }, next: close + 1 } : null;
}

/** A range that runs backwards, `[z-a]`, is refused by RegExp. */
function isRegexp(source: string): boolean {
  try {
    new RegExp(source);
    return true;
  } catch {
    return false;
  }
}

function regexpOf(alternative: Alternative): RegExp {
  const body = alternative.elements.map((e) => {
    if (e.kind === "any") return ".*";
    if (e.kind === "one") return ".";
    return e.kind === "set" ? e.regexp : e.text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  });
  return new RegExp(`^${body.join("").replace(/(?:\.\*)+/g, ".*")}$`, "s");
}

function elementText(element: Element): string {
  if (element.kind === "any") return "*";
  if (element.kind === "one") return "?";
  if (element.kind === "text") return element.text;
  return element.regexp.replace(/^\[\^/, "[!").replace(/\\(.)/g, "$1");
}

/** The name as a file would write it: `DB.SC."my table"`, `DB.SC.F(VARCHAR, NUMBER)`. */
export function writtenName(name: QualifiedName, argumentTypes?: readonly string[]): string {
  const dotted = name.map((part) => (BARE.test(part) ? part : quoted(part))).join(".");
  return argumentTypes === undefined ? dotted : `${dotted}(${argumentTypes.join(", ")})`;
}

/** A pattern as a field's value: its text in normal form. */
export const identPattern: ValueType<string> = {
  ...text,
  says: "a pattern of names",
  parse(node, context: ParseContext) {
    const written = text.parse(node, context);
    if (written === undefined) return undefined;
    const pattern = parseIdentPattern(written);
    if (pattern !== null) return pattern.text;
    const hint = 'letters, digits, _ $ . and * ? [ab] | |!; parts with other characters in double quotes: db.sc."My Table"';
    return refuse(context, { code: "ST1213", message: `not a pattern: ${describeNode(node)}`, at: node.at, hint });
  },
};
