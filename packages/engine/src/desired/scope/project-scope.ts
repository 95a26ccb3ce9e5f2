import type { ProtectedRule, ScopeRule, Value } from "@snowtower/kinds";

type Word = "observe" | "additive" | "strict";

/** What one part of snowtower.yaml, the project's or an environment's, says about the scope. */
export interface ScopeSettings {
  readonly word?: Word;
  readonly rules: readonly ScopeRule[];
  readonly protected: readonly ProtectedRule[];
}

/** What a project manages in one environment, before it is known which account that is. */
export interface ProjectScope {
  /** What happens to what the admin role owns and no file describes, where no rule says it. */
  readonly undescribed: "strict" | "additive";
  readonly rules: readonly ScopeRule[];
  readonly protected: readonly ProtectedRule[];
}

/** A project that says nothing of its scope is strict on what its admin role owns, as SnowDDL is. */
export const SILENT_SCOPE: ScopeSettings = { rules: [], protected: [] };

/** The rules of an environment stand before the project's; its word stands instead of the project's. Protection adds up. */
export function scopeIn(project: ScopeSettings, environment: ScopeSettings = SILENT_SCOPE): ProjectScope {
  const word = environment.word ?? project.word;
  const replaced = environment.word !== undefined;
  const rules = [...environment.rules, ...project.rules.flatMap((rule) => (replaced && isCatchAll(rule) ? withoutMode(rule) : [rule]))];
  return {
    undescribed: word === "additive" ? "additive" : "strict",
    rules: word === "observe" ? [...rules, { mode: word }] : rules,
    protected: [...project.protected, ...environment.protected],
  };
}

/** A rule for everything is the project's word in another form. */
function isCatchAll({ kind, name, owner, mode }: ScopeRule): boolean {
  return mode !== undefined && kind === undefined && name === undefined && owner === undefined;
}

function withoutMode({ manage, ignore }: ScopeRule): readonly ScopeRule[] {
  if (manage === undefined && ignore === undefined) return [];
  return [{ ...(manage === undefined ? {} : { manage }), ...(ignore === undefined ? {} : { ignore }) }];
}

/** `scope` and `protected` as `settingsFields` has read them. */
export function scopeSettingsOf(values: { readonly [field: string]: Value }): ScopeSettings {
  const { scope } = values;
  const word = scope === "observe" || scope === "additive" || scope === "strict" ? { word: scope as Word } : {};
  const rules = (Array.isArray(scope) ? scope : []) as readonly (Omit<ScopeRule, "owner"> & { readonly owner?: string | readonly string[] })[];
  return { ...word, rules: rules.map(ruleOf), protected: (values.protected ?? []) as unknown as readonly ProtectedRule[] };
}

function ruleOf({ owner, ...rule }: Omit<ScopeRule, "owner"> & { readonly owner?: string | readonly string[] }): ScopeRule {
  return owner === undefined ? rule : { ...rule, owner: typeof owner === "string" ? [owner] : owner };
}
