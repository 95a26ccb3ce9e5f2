import { createHash } from "node:crypto";
import { SqlError, unsupported } from "../sql-error.ts";

/** A text in characters, as Snowflake counts them. */
function characters(text: string): readonly string[] {
  return [...text];
}

/** No page says what becomes of a letter whose other case is two letters. */
function sameLength(from: string, to: string): string {
  if (characters(from).length !== characters(to).length) throw unsupported("UPPER or LOWER of a letter whose other case is two letters");
  return to;
}

/** The part from `start` (from 1; from the end if negative; 0 is taken for 1). (docs: sql-reference/functions/substr) */
function substring(text: string, start: number, length: number): string {
  const all = characters(text);
  const from = start > 0 ? start - 1 : start < 0 ? all.length + start : 0;
  if (from < 0 || length <= 0) return "";
  return all.slice(from, from + length).join("");
}

function pad(text: string, length: number, filler: string, left: boolean): string {
  const all = characters(text);
  if (length <= 0) return "";
  if (all.length >= length) return all.slice(0, length).join("");
  const fill = characters(filler);
  if (fill.length === 0) return text;
  const more = Array.from({ length: length - all.length }, (_, i) => fill[i % fill.length] ?? "").join("");
  return left ? more + text : text + more;
}

function trimmed(text: string, set: string, sides: { readonly left: boolean; readonly right: boolean }): string {
  const strip = new Set(characters(set));
  const all = characters(text);
  let [from, to] = [0, all.length];
  while (sides.left && from < to && strip.has(all[from] ?? "")) from++;
  while (sides.right && to > from && strip.has(all[to - 1] ?? "")) to--;
  return all.slice(from, to).join("");
}

/** `%` any text, `_` one character; "there is no default escape character" (docs: sql-reference/functions/like). */
function likePattern(pattern: string, escapedBy: string | null): RegExp {
  let source = "";
  const all = characters(pattern);
  for (let i = 0; i < all.length; i++) {
    const c = all[i] ?? "";
    if (escapedBy !== null && c === escapedBy && i + 1 < all.length) source += quoted(all[++i] ?? "");
    else source += c === "%" ? "[^]*" : c === "_" ? "[^]" : quoted(c);
  }
  return new RegExp(`^${source}$`, "u");
}

function quoted(c: string): string {
  return c.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

/** What is the same in Snowflake's regular expressions and in JavaScript's. */
const SAFE_PATTERN = /^(?:[^\\()[\]{}]|\\[dDwWsSbB.\\^$*+?()[\]{}|/-]|\((?!\?)|\)|\[\^?(?:[^\\[\]]|\\[dwsDWS.\\\][^-])+\]|\{\d+(?:,\d*)?\})*$/u;

function regularExpression(pattern: string, flags: string): RegExp {
  if (!SAFE_PATTERN.test(pattern)) throw unsupported(`the regular expression '${pattern}'`);
  return new RegExp(pattern, flags);
}

/** Part `n` (from 1, from the end if negative; 0 is taken for 1), or an empty text. (docs: sql-reference/functions/split_part) */
function splitPart(text: string, separator: string, n: number): string {
  const parts = separator === "" ? [text] : text.split(separator);
  return parts.at(n > 0 ? n - 1 : n === 0 ? 0 : n) ?? "";
}

const truth = (value: boolean): string => String(value);

export const STRING_FUNCTIONS: Readonly<Record<string, (args: readonly string[]) => string | null>> = {
  UPPER: ([text = ""]) => sameLength(text, text.toUpperCase()),
  LOWER: ([text = ""]) => sameLength(text, text.toLowerCase()),
  INITCAP: ([text = ""]) =>
    text.toLowerCase().replace(/(^|[\s!?@"^#$&~_,.:;+\-*%/|\\[\](){}<>])(\S)/gu, (_all, before: string, c: string) => before + c.toUpperCase()),
  REVERSE: ([text = ""]) => [...characters(text)].reverse().join(""),
  SUBSTR: ([text = "", start = "1", length]) => substring(text, Number(start), length === undefined ? Number.POSITIVE_INFINITY : Number(length)),
  LEFT: ([text = "", length = "0"]) => substring(text, 1, Number(length)),
  RIGHT: ([text = "", length = "0"]) => (Number(length) <= 0 ? "" : characters(text).slice(-Number(length)).join("")),
  LPAD: ([text = "", length = "0", filler = " "]) => pad(text, Number(length), filler, true),
  RPAD: ([text = "", length = "0", filler = " "]) => pad(text, Number(length), filler, false),
  REPEAT: ([text = "", times = "0"]) => text.repeat(Math.max(0, Number(times))),
  REPLACE: ([text = "", what = "", by = ""]) => (what === "" ? text : text.replaceAll(what, () => by)),
  TRIM: ([text = "", set = " "]) => trimmed(text, set, { left: true, right: true }),
  LTRIM: ([text = "", set = " "]) => trimmed(text, set, { left: true, right: false }),
  RTRIM: ([text = "", set = " "]) => trimmed(text, set, { left: false, right: true }),
  SPLIT_PART: ([text = "", separator = "", n = "1"]) => splitPart(text, separator, Number(n)),
  CHARINDEX: ([what = "", text = "", from = "1"]) => {
    const start = characters(text)
      .slice(0, Math.max(0, Number(from) - 1))
      .join("").length;
    const at = text.indexOf(what, start);
    return String(at < 0 ? 0 : characters(text.slice(0, at)).length + 1);
  },
  CONTAINS: ([text = "", what = ""]) => truth(text.includes(what)),
  STARTSWITH: ([text = "", what = ""]) => truth(text.startsWith(what)),
  ENDSWITH: ([text = "", what = ""]) => truth(text.endsWith(what)),
  LIKE: ([text = "", pattern = "", ...rest]) => truth(likePattern(pattern, rest[0] ?? null).test(text)),
  ILIKE: ([text = "", pattern = "", ...rest]) => truth(likePattern(pattern.toLowerCase(), rest[0]?.toLowerCase() ?? null).test(text.toLowerCase())),
  RLIKE: ([text = "", pattern = ""]) => truth(new RegExp(`^(?:${regularExpression(pattern, "u").source})$`, "u").test(text)),
  ASCII: ([text = ""]) => String(text.codePointAt(0) ?? 0),
  CHR: ([code = "0"]) => {
    const point = Number(code);
    if (!(point >= 0 && point <= 0x10ffff)) throw new SqlError("100042", "22000", `Invalid character code ${code} in the CHR input`);
    return String.fromCodePoint(point);
  },
  MD5: ([text = ""]) => createHash("md5").update(text).digest("hex"),
  SHA1: ([text = ""]) => createHash("sha1").update(text).digest("hex"),
  SHA2: ([text = "", bits = "256"]) => {
    if (!["224", "256", "384", "512", "0"].includes(bits)) throw unsupported(`SHA2(..., ${bits})`);
    return createHash(`sha${bits === "0" ? "256" : bits}`)
      .update(text)
      .digest("hex");
  },
  REGEXP_REPLACE: ([text = "", pattern = "", by = ""]) => {
    if (/[\\$]/.test(by)) throw unsupported("REGEXP_REPLACE with groups");
    return text.replace(regularExpression(pattern, "gu"), by);
  },
  REGEXP_SUBSTR: ([text = "", pattern = ""]) => regularExpression(pattern, "u").exec(text)?.[0] ?? null,
  REGEXP_COUNT: ([text = "", pattern = ""]) => String([...text.matchAll(regularExpression(pattern, "gu"))].length),
};
