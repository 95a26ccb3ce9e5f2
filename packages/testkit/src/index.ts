export { samples } from "./samples.ts";

// scripts
export type { Command } from "./script/parse-script.ts";
export { runScripts } from "./script/run-scripts.ts";
export type { ScriptContext, Verb, VerbResult, Verbs } from "./script/verb.ts";
