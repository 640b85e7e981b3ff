import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { requestKey } from '../../../platform/forms/fields.ts'
import type { DataTable } from '../../../platform/http/components.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayShortInstant } from '../../../platform/london.ts'
import { sayBytes } from '../../../platform/say.ts'
import type { StaffActor } from '../../history/index.ts'
import { roundTrail, visibleRound, type Round } from '../../rounds/index.ts'
import { FORMATS } from '../sinks/formats.ts'
import { requestExport } from '../actions.ts'
import { exportsOf, type Export } from '../store.ts'
import { stateOf } from './exportView.ts'

/** The form that asks for an export, in the usual format where it names none that there is. */
const asked = z.object({ _key: requestKey, format: z.enum(FORMATS.map(({ name }) => name)).catch(FORMATS[0].name) })

/** The exports of a round, and a button for each format that makes another. */
export const exportsPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  renderPage(res, 'exports/list', exportsView(round, await exportsOf(db, actor.partnershipId, round.id), randomUUID()))
}

export const makeExportPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const { exportId } = await requestExport(db, actor, { round, ...asked.parse(req.body) })
  res.redirect(303, `/rounds/${round.id}/exports/${exportId}`)
}

/** @param key makes the button's form one request, however often it is pressed */
export function exportsView(round: Round, exports: readonly Export[], key: string) {
  return {
    title: 'Export to Excel',
    layout: 'staff' as const,
    breadcrumbs: roundTrail(round, { text: 'Export to Excel' }),
    roundName: round.name,
    action: `/rounds/${round.id}/exports`,
    key,
    makes: FORMATS.map(({ name, noun }) => ({ text: `Make a new ${noun}`, format: name })),
    table: exports.length === 0 ? null : exportsTable(round, exports),
    empty: {
      heading: 'No workbook has been made yet',
      text: 'Make one whenever you need the figures: it holds everything as it stands at that moment.',
    },
    contents: CONTENTS,
  }
}

function exportsTable(round: Round, exports: readonly Export[]): DataTable {
  return {
    id: 'exports',
    caption: 'Workbooks of this round, the newest first',
    columns: [{ text: 'Asked for' }, { text: 'By' }, { text: 'State' }, { text: 'Size', numeric: true }],
    rows: exports.map(found => [
      { text: sayShortInstant(found.createdAt), href: `/rounds/${round.id}/exports/${found.id}` },
      { text: found.requestedBy },
      { tag: stateOf(found) },
      { text: found.bytes === null || found.expired ? '' : sayBytes(found.bytes), numeric: true },
    ]),
  }
}

const CONTENTS: readonly { name: string; what: string }[] = [
  { name: 'About', what: 'What the workbook holds, and that its numbers agree' },
  { name: 'Returns statement', what: 'Where every return ended, with the sum' },
  { name: 'Establishments', what: 'One row for each return: register, dates, progress, disposition, each section' },
  { name: 'Responses long', what: 'One row for each question asked: code, label, number, date, text and score' },
  { name: 'Responses wide', what: 'One row for each establishment, one column or more for each question, the same every year' },
  { name: 'Tables and Actions', what: 'The lists inside returns, and what establishments will do by when' },
  { name: 'Evidence, Extensions and Chases', what: 'What was sent, who was given more time, who was asked again' },
  { name: 'Dip sample and Verdicts', what: 'Who was drawn, and what reviewers found beside the self-rating' },
  { name: 'Findings', what: 'Each statement with its numbers' },
  { name: 'Codebook, Questions and Values', what: 'What every column, question and code means' },
]
