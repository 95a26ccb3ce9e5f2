// names

// the port
export {
  type Account,
  AccountError,
  type AccountErrorKind,
  type AccountFacts,
  type Edition,
  type ExecuteOptions,
  type Outcome,
  type Request,
  type Result,
  type Row,
  rowsOf,
  type SeenStatement,
} from "./account.ts";
export { closest } from "./closest.ts";
export { type DataType, formatDataType, parseDataType, readDataType } from "./data-type.ts";
export { displayed, exactly, type Identifier, isUnquoted, MAX_IDENTIFIER_LENGTH, parseIdentifier, quoted } from "./identifier.ts";
export { type LexicalError, lex, positionAt, type Token } from "./lexer.ts";
// writing SQL
export { stringLiteral } from "./literal.ts";
export { globalPrivileges, isGlobalPrivilege } from "./privileges/global-privileges.ts";
export type { SecurableType } from "./privileges/securable-type.ts";
// privileges
export { securableType, securableTypeWords } from "./privileges.ts";
export { displayedName, nameOf, parseQualifiedName, type QualifiedName, splitName } from "./qualified-name.ts";
export { hole, type SecretRef } from "./secret.ts";
export {
  body,
  bool,
  type Fragment,
  filled,
  id,
  join,
  name,
  nothing,
  num,
  parens,
  rehydrate,
  type Statement,
  secret,
  sql,
  text,
  userSql,
  word,
} from "./statement.ts";
