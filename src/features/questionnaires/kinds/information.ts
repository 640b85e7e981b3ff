import type { Question } from '../document.ts'
import type { Kind } from './kind.ts'
import { paragraphs } from './names.ts'
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
  control: q => ({ component: 'information', label: q.label, paragraphs: [...paragraphs(q.hint), ...paragraphs(q.guidance)] }),
}
