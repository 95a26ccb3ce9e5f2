/** What no schema of a file knows, and why. A complaint that none of these fits has to be the schema's too. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/^ST1105 /, "what is a name, with its quotes and its length, is more than a pattern says well"],
  [/^ST1103 expected a name, found ".*"$/, "so is a name of white space alone"],
  [/^ST1213 /, "patterns of names have a grammar of their own"],
  [/^ST12\d\d /, "privileges, and the types that they are on, are a table that is not repeated in every schema"],
  [/^ST1104 policies are not set on /, "which kinds bear policies is known when all kinds are"],
  [/^ST1104 not an RSA public key/, "a key is decoded"],
  [/^ST1104 not (?:an IPv4 address or range|a data type|the URL of a stage)/, "addresses, URLs and data types are parsed"],
  [/^ST1104 an argument cannot be /, "so is the precision of a data type"],
  [/^ST1104 expected (?:a length of time|the schedule of a task)/, "and a schedule"],
  [/^ST1104 .* is given twice$/, "keys may be different and mean the same name"],
  [/^ST1108 /, "the file's name has to fit the arguments"],
  [/^ST1106 the network policy of the account /, "it will be supported: what editors say of it need not change then"],
  [/^ST1102 "body" is missing$/, "a handler can stand in its place"],
  [/^ST1102 a network policy needs at least one list/, "fields that need each other"],
  [/^ST1104 a secret of type \S+ needs /, "likewise"],
  [/^ST1104 \S+ is not part of a secret of type /, "fields that exclude each other"],
  [/^ST1104 \S+ and \S+ exclude each other$/, "likewise"],
  [/^ST1104 \S+ is for an external stage/, "likewise"],
  [/^ST1104 (?:master_key|kms_key_id) belongs to /, "likewise"],
  [/^ST1104 a stage there has no encryption /, "likewise"],
  [/^ST1104 a stream on /, "likewise"],
  [/^ST\d+ \S+ names the column .*, which the table does not have$/, "names of columns are looked up"],
  [/^ST1104 \S+ is in another schema$/, "names of tasks are completed first"],
  [/^ST1104 ".*" does not fit a rule of type /, "values of a network rule depend on its type"],
  [/^ST1104 a rule of (?:mode|type) /, "likewise"],
];

/** True for a complaint of `parse` that the schema does not have to share. */
export function onlyParseKnows(complaint: string): boolean {
  return REASONS.some(([pattern]) => pattern.test(complaint));
}
