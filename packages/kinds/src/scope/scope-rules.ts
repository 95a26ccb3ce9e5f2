import { displayed, exactly, type Identifier, type QualifiedName } from "@snowtower/sql";
import { parseIdentPattern, writtenName } from "../access/ident-pattern.ts";
import { catalogue, kindNamed } from "../catalogue.ts";
import type { AnyObject } from "../object.ts";
import type { Mode } from "../scope.ts";
import { isUnknown } from "../value.ts";
import type { RulesOfScope, ScopeRule } from "./scope-rule.ts";

/** What a rule is held against. */
type Ruled = Pick<AnyObject, "kind" | "name" | "argumentTypes" | "owner">;

/** What the rules say of one object; what no rule says is absent. */
export interface Ruling {
  readonly mode?: Mode;
  /** The rule that gives the mode names the object's owner. */
  readonly namesOwner: boolean;
  readonly manage?: "all" | "envelope";
  readonly ignored: ReadonlySet<string>;
}

interface Compiled extends ScopeRule {
  readonly fits: (object: Ruled, names: readonly string[]) => boolean;
}

/** These lists decide what else is read: they are asked for also where their kind is off. */
const ALWAYS_LISTED: ReadonlySet<string> = new Set(["role", "user", "database", "database_role", "schema"]);

const SILENT: Ruling = { namesOwner: false, ignored: new Set() };

/**
 * The rules of a scope, in their order: the mode and what is managed come from the first rule that fits and says them; ignored fields add up.
 * A rule speaks about the objects that it fits, not about what is in them.
 */
export class ScopeRules {
  static readonly none: ScopeRules = new ScopeRules({ prefix: "", rules: [], protected: [] });
  readonly data: RulesOfScope;
  readonly #byKind = new Map<string, readonly Compiled[]>();
  readonly #protected: readonly Compiled[];

  constructor(data: RulesOfScope) {
    this.data = data;
    const rules = data.rules.map((rule) => compiled(rule, data.prefix));
    for (const { name } of catalogue)
      this.#byKind.set(
        name,
        rules.filter(({ kind }) => kind === undefined || kind === name),
      );
    this.#protected = data.protected.map((rule) => compiled(rule, data.prefix));
  }

  /** No rule says anything, so nothing has to be asked object by object. */
  get isSilent(): boolean {
    return this.data.rules.length === 0;
  }

  of(object: Ruled): Ruling {
    const rules = this.#byKind.get(object.kind) ?? [];
    if (rules.length === 0) return SILENT;
    const names = namesOf(object, this.data.prefix);
    const fitting = rules.filter((rule) => rule.fits(object, names));
    const mode = fitting.find((rule) => rule.mode !== undefined);
    const manage = fitting.find((rule) => rule.manage !== undefined)?.manage;
    return {
      ...(mode?.mode === undefined ? {} : { mode: mode.mode }),
      namesOwner: mode?.owner !== undefined,
      ...(manage === undefined ? {} : { manage }),
      ignored: new Set(fitting.flatMap((rule) => rule.ignore ?? [])),
    };
  }

  isProtected(object: Ruled): boolean {
    if (this.#protected.length === 0) return false;
    const names = namesOf(object, this.data.prefix);
    return this.#protected.some((rule) => (rule.kind === undefined || rule.kind === object.kind) && rule.fits(object, names));
  }

  /** True if every object of the kind is off, whatever its name and its owner: then not even the list is read. */
  leavesOut(kind: string): boolean {
    if (ALWAYS_LISTED.has(kind)) return false;
    const modes = (this.#byKind.get(kind) ?? []).filter((rule) => rule.mode !== undefined);
    const upTo = modes.findIndex((rule) => rule.name === undefined && rule.owner === undefined);
    return upTo >= 0 && modes.slice(0, upTo + 1).every((rule) => rule.mode === "off");
  }

  /** Kinds of things in databases that are not read: what is in a container may be one of them. */
  get unreadContents(): readonly string[] {
    return catalogue.filter((kind) => kind.scope !== "account" && this.leavesOut(kind.name)).map((kind) => kind.plural.toLowerCase());
  }

  /** A rule or a protection may be about what is in databases, so that it has to be known before one of these is dropped. */
  get speaksOfContents(): boolean {
    const about = [...this.data.rules.filter((rule) => rule.mode === "observe" || rule.manage === "envelope"), ...this.data.protected];
    return about.some(({ kind }) => kind === undefined || kindNamed(kind).scope !== "account");
  }
}

function compiled(rule: ScopeRule, prefix: string): Compiled {
  const pattern = rule.name === undefined ? null : parseIdentPattern(rule.name);
  const owners = rule.owner === undefined ? null : new Set(rule.owner);
  const isOwned = (owner: Ruled["owner"]): boolean => {
    if (owners === null) return true;
    if (typeof owner !== "string" || isUnknown(owner)) return false;
    return owners.has(displayed(owner)) || owners.has(displayed(withoutPrefix(owner, prefix)));
  };
  return { ...rule, fits: ({ owner }, names) => (pattern === null || names.some((name) => pattern.matches(name))) && isOwned(owner) };
}

/** As files write it: `RAW.SHOP.F(VARCHAR)`, and for what has arguments also without them. */
function namesOf({ name, argumentTypes }: Ruled, prefix: string): readonly string[] {
  const [first, ...rest] = name;
  const own: QualifiedName = first === undefined ? name : [withoutPrefix(first, prefix), ...rest];
  return argumentTypes === undefined ? [writtenName(own)] : [writtenName(own, argumentTypes), writtenName(own)];
}

function withoutPrefix(name: Identifier, prefix: string): Identifier {
  return prefix !== "" && name.startsWith(prefix) && name.length > prefix.length ? exactly(name.slice(prefix.length)) : name;
}
