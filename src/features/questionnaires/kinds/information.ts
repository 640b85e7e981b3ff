import type { Question } from '../document.ts'
import type { Kind } from './kind.ts'
import { paragraphs } from './naming.ts'
import { blank } from './reading.ts'

/** Something to read, with nothing to answer and nothing to export. */
export const information: Kind<Extract<Question, { kind: 'information' }>, null, null> = {
  fromForm: () => null,
  toForm: () => null,
  read: () => blank,
  summary: () => [],
  columns: () => [],
  cells: () => [],
  values: () => [],
  control: q => ({ component: 'information', heading: q.label, paragraphs: paragraphs(q.hint) }),
}
