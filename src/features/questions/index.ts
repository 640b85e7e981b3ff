export * as inCells from './cells.ts'
export * as lists from './lists.ts'
export { firstBoxId } from './field.ts'
export { drawField } from './pages/drawField.ts'
export { KINDS, type Question, type QuestionKind, questionSchema } from './kinds/all.ts'
export { type AsksForPeople, type Condition, conditionSchema, key, STRENGTH_WORDS } from './kinds/base.ts'
export {
  answerFromRegister,
  cells,
  columns,
  holdsFiles,
  KIND_WORDS,
  kindOf,
  mayNeedAction,
  namesIn,
  needsAction,
  score,
  summary,
  takesAnswer,
  valuesOf,
} from './kinds/index.ts'
export type { AnswerValue } from './kinds/scales.ts'
export type { Fault, Json, TableRow } from './kinds/shapes.ts'
export { isBlank } from './kinds/usual.ts'
export {
  type Action,
  LIMITS,
  NO_RESPONSE,
  parseSectionForm,
  PARTS,
  type RawResponse,
  type Response,
  type SectionForm,
  toRawResponse,
} from './response.ts'
