export { cover, type Covering } from './cover.ts'
export { isFirst, isSmall, WHY_WORDS, type Bounds, type Cell, type Publication, type Relation, type Rule, type Why } from './publication.ts'
export { cellOf, tablesOf, type AnswerCounts, type AskedOf, type QuestionShape, type Slice, type Sum } from './tables.ts'
export { withEarlier, type Earlier } from './successive.ts'
