export { cover, type Covering } from './cover.ts'
export { isFirst, isSmall, WHY_WORDS, type Bounds, type Cell, type Publication, type Relation, type Rule, type Why } from './publication.ts'
export { cellOf, tablesOf, type AnswerCounts, type Parting, type QuestionShape, type Slice } from './tables.ts'
export { withEarlier, type Earlier } from './successive.ts'
