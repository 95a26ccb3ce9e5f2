// biome-ignore-all lint/suspicious/noTemplateCurlyInString: a placeholder is written ${{ name }}

import type { ConfigNode, ConfigScalar, Position, Report } from "@snowtower/kinds";
import { closest } from "@snowtower/sql";
import type { Placeholders } from "./placeholders.ts";
import { pythonText } from "./python-text.ts";

const PLACEHOLDER = /\$\{\{\s?([a-z0-9._-]+)\s?\}\}/gi;
const WHOLE = /^\$\{\{\s?([a-z0-9._-]+)\s?\}\}$/i;

/** One text after its placeholders are replaced. */
const MAX_TEXT = 16 * 1024 * 1024;

interface SubstituteOptions {
  readonly placeholders: Placeholders;
  readonly report: Report;
  /** The file that the node was read from: a mistake is then told at its own place in a long text. */
  readonly text?: string;
}

/**
 * The node with every `${{ name }}` replaced by its value. A value that is one placeholder takes over its type, also a list;
 * in a text it becomes text. Keys stay as they are. SnowDDL leaves out maps inside lists; this does not.
 */
export function substitute(node: ConfigNode, options: SubstituteOptions): ConfigNode {
  return new Substitution(options).node(node);
}

/** Lives for one file: a node that several aliases refer to is replaced, and complained about, once. */
class Substitution {
  readonly #options: SubstituteOptions;
  readonly #done = new Map<ConfigNode, ConfigNode>();

  constructor(options: SubstituteOptions) {
    this.#options = options;
  }

  node(node: ConfigNode): ConfigNode {
    const known = this.#done.get(node);
    if (known !== undefined) return known;
    const result = this.#replaced(node);
    this.#done.set(node, result);
    return result;
  }

  #replaced(node: ConfigNode): ConfigNode {
    if (node.kind === "scalar") return typeof node.value === "string" && node.value.includes("${{") ? this.#scalar(node, node.value) : node;
    if (node.kind === "list") {
      const items = node.items.map((item) => this.node(item));
      return items.every((item, i) => item === node.items[i]) ? node : { ...node, items };
    }
    const entries = node.entries.map((entry) => {
      const value = this.node(entry.value);
      return value === entry.value ? entry : { ...entry, value };
    });
    return entries.every((entry, i) => entry === node.entries[i]) ? node : { ...node, entries };
  }

  #scalar(scalar: ConfigScalar, text: string): ConfigNode {
    const whole = WHOLE.exec(text)?.[1];
    if (whole !== undefined) {
      const value = this.#lookUp(whole, scalar, text);
      return value === null ? scalar : moved(value, scalar);
    }
    return this.#insideText(scalar, text);
  }

  #insideText(scalar: ConfigScalar, text: string): ConfigScalar {
    let secret = scalar.secret;
    let length = text.length;
    const replaced = text.replace(PLACEHOLDER, (written: string, name: string) => {
      const value = this.#lookUp(name, scalar, written);
      if (value === null) return written;
      if (value.kind !== "scalar") {
        this.#report(scalar, written, { code: "ST1065", message: `"${name}" is a list and cannot stand inside a text`, hint: "let it be the whole value" });
        return written;
      }
      secret ||= value.secret;
      const inserted = pythonText(value);
      length += inserted.length;
      return length > MAX_TEXT ? "" : inserted;
    });
    if (length > MAX_TEXT) this.#report(scalar, "", { code: "ST1066", message: "the text becomes too large with its placeholders replaced" });
    this.#reportLookAlikes(scalar, text);
    return { ...scalar, value: replaced, source: replaced, secret };
  }

  #lookUp(name: string, scalar: ConfigScalar, written: string): ConfigNode | null {
    const { placeholders } = this.#options;
    const value = placeholders.get(name.toUpperCase());
    if (value !== undefined) return value;
    if (scalar.secret) this.#report(scalar, "", { code: "ST1060", message: "an encrypted value holds an unknown placeholder" });
    else {
      const near = closest(name, placeholders.keys());
      const hint = near === null ? {} : { hint: `did you mean "${near.toLowerCase()}"?` };
      this.#report(scalar, written, { code: "ST1060", message: `unknown placeholder "${name}"`, ...hint });
    }
    return null;
  }

  #reportLookAlikes(scalar: ConfigScalar, text: string): void {
    if (!scalar.secret && text.replace(PLACEHOLDER, "").includes("${{")) {
      const hint = "a placeholder is ${{ name }}, with at most one space on each side";
      this.#options.report({
        severity: "warning",
        code: "ST1063",
        message: "the text holds ${{ without a placeholder; it stays as it is",
        at: scalar.at,
        hint,
      });
    }
  }

  #report(
    scalar: ConfigScalar,
    written: string,
    what: { readonly code: "ST1060" | "ST1065" | "ST1066"; readonly message: string; readonly hint?: string },
  ): void {
    this.#options.report({ severity: "error", ...what, at: placeOf(scalar.at, written, this.#options.text) });
  }
}

/** Where `written` stands in the file, from the value's own place on; the value's place if it is not there (an included text). */
function placeOf(at: Position, written: string, text: string | undefined): Position {
  if (text === undefined || written === "") return at;
  const lines = text.split("\n");
  for (let line = at.line; line <= lines.length; line++) {
    const column = (lines[line - 1] ?? "").indexOf(written, line === at.line ? at.column - 1 : 0);
    if (column >= 0) return { file: at.file, line, column: column + 1 };
  }
  return at;
}

/** A placeholder's value at the place that uses it. */
function moved(value: ConfigNode, scalar: ConfigScalar): ConfigNode {
  if (value.kind === "scalar") return { ...value, at: scalar.at, secret: value.secret || scalar.secret };
  return value.kind === "list" ? { ...value, at: scalar.at, items: value.items.map((item) => moved(item, scalar)) } : { ...value, at: scalar.at };
}
