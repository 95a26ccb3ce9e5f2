export { type Attachment, AttachmentSet, attachedKey, placeOf, sameAttachment } from "./access/attachment.ts";
export { attachmentMistakes } from "./access/attachment-mistakes.ts";
export { compareGrants } from "./access/compare-grants.ts";
export { describedAttachments } from "./access/described-attachments.ts";
export { caused, FutureRules, isFuture } from "./access/future-rules.ts";
export { type Grant, type Grantee, type GranteeType, GrantSet, type GrantTarget, granteeKey, grantKey, targetKey } from "./access/grant.ts";
export { isMembership } from "./access/membership.ts";
export { rulesetOf, warehouseOf } from "./access/model/ask-model.ts";
export { type Expansion, expand } from "./access/model/expand.ts";
export { type Model, modelFiles, parseModel } from "./access/model/parse-model.ts";
export { isSystemRole } from "./access/plain/plain-roles.ts";
export { attachedAfter } from "./access/renamed-columns.ts";
export { attachesOf, renderAttachment } from "./access/render-attachment.ts";
export { groupGrants, renderBackfill, renderGrants, renderOwnership } from "./access/render-grant.ts";
export { isDerivedRole } from "./access/role-name.ts";
export { securableOf } from "./access/securable.ts";
export { parseSignature } from "./access/signature.ts";
export { role } from "./account/role.ts";
export { renderWorkloadIdentity } from "./account/user/workload-identity.ts";
export { user } from "./account/user.ts";
export { warehouse } from "./account/warehouse.ts";
export { type Catalog, coverOf, coverOfAttachments, coverOfGrants } from "./catalog.ts";
export { catalogue, kindNamed, kindOfLabel } from "./catalogue.ts";
export { type AttachmentChange, type Change, type GrantChange, invert, type ObjectChange, type ObjectHow } from "./change.ts";
export { type Code, codes } from "./codes.ts";
export type { ConfigEntry, ConfigList, ConfigMap, ConfigNode, ConfigScalar } from "./config-node.ts";
export { database } from "./database/database.ts";
export { databaseRole } from "./database/database-role.ts";
export { schema } from "./database/schema.ts";
export { compileSpec } from "./derive/compile-spec.ts";
export { decode } from "./derive/decode.ts";
export { destroys, diffObject, forAccount, hasEdition, unknownFields } from "./derive/diff.ts";
export { fileFields } from "./derive/file-fields.ts";
export { fileSchema } from "./derive/json-schema.ts";
export { mergeSights } from "./derive/merge-sights.ts";
export { type NeededPrivilege, needsOf, privilegesNeeded } from "./derive/needs.ts";
export { parseFields } from "./derive/parse-fields.ts";
export { parseSpec } from "./derive/parse-spec.ts";
export { rulesOf } from "./derive/reads/detail.ts";
export { reads } from "./derive/reads.ts";
export { bereftOf, bodiesOf, containerOf, earlyOf, impliedBy, refsOf } from "./derive/relations.ts";
export { renderObjectChange } from "./derive/render.ts";
export { writeObject } from "./derive/write/write-object.ts";
export { writeSpec } from "./derive/write/write-spec.ts";
export { yamlText } from "./derive/write/yaml-text.ts";
export type { Desired } from "./desired.ts";
export type { Diagnostic, Position, Report } from "./diagnostic.ts";
export type { Field } from "./field.ts";
export type { Interest } from "./interest.ts";
export {
  type Bracket,
  type CompileContext,
  type Contribution,
  isA,
  type Kind,
  type World,
} from "./kind.ts";
export { type AnyObject, known } from "./object.ts";
export { idOf, kindOfId, type ObjectId, signature } from "./object-id.ts";
export type { Observation, ReadRequest } from "./observation.ts";
export type { ProtectedRule, ScopeRule } from "./scope/scope-rule.ts";
export { ScopeRules } from "./scope/scope-rules.ts";
export { type Mode, type Scope, type Treatment, treatment } from "./scope.ts";
export { settingsFields } from "./settings-fields.ts";
export { isManagedIn, type PartialSight, wouldBeListed } from "./sight.ts";
export type { Spec } from "./spec.ts";
export { isList, isUnknown, type Read, sameValue, unknown, type Value } from "./value.ts";
export type { JsonSchema, ParseContext, SecretKeeper } from "./value-type.ts";
export { readPart, withPrefix } from "./value-types/name.ts";
