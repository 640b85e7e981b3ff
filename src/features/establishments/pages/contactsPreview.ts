import { attachAs } from '../../../platform/http/attachment.ts'
import { typed } from '../../../platform/forms/parseForm.ts'
import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { londonDate } from '../../../platform/london.ts'
import { sayCount } from '../../../platform/say.ts'
import type { StaffActor } from '../../history/index.ts'
import { knownWords, previewOf } from '../contacts/fileStore.ts'
import { ALL_ROWS, explainWords } from '../contacts/importActions.ts'
import { keptLines } from '../register/fileLinesStore.ts'
import { leftOutCsv } from '../register/leftOut.ts'
import { findImport } from '../register/importStore.ts'
import { stagedRows } from '../register/stagedStore.ts'
import { explainedOn } from './contactsQuestions.ts'
import { sayAndGo } from './importParts.ts'

/** POST /register/imports/:importId/words: what words of the file mean. */
export const explainWordsPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const importId = idParam(req, 'importId')
  const preview = await previewOf(db, actor.partnershipId, importId)
  if (!preview) throw notFound()
  const words = explainedOn(req.body, preview, await knownWords(db, actor.partnershipId))
  const choices = typed(req.body, 'several') === 'first' ? { severalAddresses: 'first' as const } : {}
  await explainWords(db, actor, { importId, words, choices, today: londonDate(now()) })
  const remembered = words.length === 0 ? '' : ` ${sayCount(words.length, 'word is', 'words are')} remembered for the next file.`
  await sayAndGo(req, res, `The preview was made anew.${remembered}`, `/register/imports/${importId}`)
}

/** GET /register/imports/:importId/left-out.csv: the rows that were left out, to be mended and chosen again. */
export const leftOutPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const importId = idParam(req, 'importId')
  const found = await findImport(db, actor.partnershipId, importId)
  const lines = await keptLines(db, actor.partnershipId, importId)
  const [first] = lines
  if (!found || !first || found.counts.unreadable === 0) throw notFound()
  const headingLine = (await previewOf(db, actor.partnershipId, importId))?.asked.headingLine ?? first.line
  const rows = await stagedRows(db, actor.partnershipId, importId, 'unreadable', ALL_ROWS)
  const reasons = new Map<number, string>()
  for (const { line, reason, cell } of rows) {
    const words = `${cell ? `Cell ${cell}: ` : ''}${(reason ?? '').replaceAll('\n', '. ')}`
    const before = reasons.get(line)
    reasons.set(line, before === undefined || before.includes(words) ? (before ?? words) : `${before}. ${words}`)
  }
  const csv = leftOutCsv(lines, headingLine, reasons)
  const name = found.fileName.replace(/\.[a-z]{1,5}$/i, '').slice(0, 100)
  attachAs(res, `${name} - left out.csv`).type('text/csv').send(csv)
}
