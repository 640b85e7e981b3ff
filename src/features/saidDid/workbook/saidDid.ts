import { saidOnce } from '../../sheetImports/index.ts'
import { answerChange, type Brought } from './answers.ts'
import { heldOf, type SaidDidChanges, type There } from './changes.ts'
import type { AnswerBook } from './read.ts'
import { referencesTwice } from './references.ts'
import { resolveThemes, themeChange } from './themes.ts'

/** What a workbook would change of the themes and answers of a round. */
export function saidDidChanges(book: AnswerBook, there: There): SaidDidChanges {
  const changes: SaidDidChanges = {
    themes: [],
    newThemes: [],
    answers: [],
    newAnswers: [],
    names: [],
    lines: [],
    notes: [...book.notes],
    bad: [],
  }
  const brought: Brought = new Map()
  const held = heldOf(there)
  const twice = referencesTwice(book.rows)
  for (const theme of resolveThemes(book.rows, held, changes)) {
    themeChange(theme, held, changes)
    const named = new Map<string, number>()
    for (const row of theme.rows) answerChange(row, { theme, there: held, changes, brought, named, twice })
  }
  return { ...changes, notes: saidOnce(changes.notes), bad: saidOnce(changes.bad) }
}
