export { cover, coverInSteps, type Covering } from './cover.ts'
export {
  isFirst,
  isSmall,
  joined,
  WHY_WORDS,
  type Bounds,
  type Cell,
  type Publication,
  type Relation,
  type Rule,
  type Why,
} from './publication.ts'
export { cellOf, tablesOf, type AnswerCounts, type AskedOf, type QuestionShape, type Slice, type Sum } from './tables.ts'
export { asPrinted, withEarlier, type Earlier } from './successive.ts'
export { coverBesideWords, tellable, toldAlone } from './telling.ts'
