import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { requestKey } from '../../../platform/forms/fields.ts'
import { summaryOf } from '../../../platform/forms/errors.ts'
import type { FormError } from '../../../platform/forms/parseForm.ts'
import type { DataTable } from '../../../platform/http/components.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayShortInstant } from '../../../platform/london.ts'
import { capitalised, sayBytes } from '../../../platform/say.ts'
import { EVERYTHING } from '../../datasets/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { roundTrail, visibleRound, type Round } from '../../rounds/index.ts'
import { FORMATS, formatNamed } from '../sinks/formats.ts'
import { requestExport } from '../actions.ts'
import { choosable } from '../choosableReading.ts'
import { inShort, readChoice, type Asked, type Choosable } from '../choosing.ts'
import { exportsOf, lastChoice, type Export } from '../store.ts'
import { askedFor, askedIn, choiceFields } from './choiceForm.ts'
import { stateOf } from './exportView.ts'

/** The form that asks for an export, in the usual format where it names none that there is. */
const sent = z.object({ _key: requestKey, format: z.enum(FORMATS.map(({ name }) => name)).catch(FORMATS[0].name) })

/** The exports of a round, and a form that makes another, filled as the same person chose the last time. */
export const exportsPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const { partnershipId, accountId } = actor
  const known = await choosable(db, partnershipId, round.id)
  const chosen = askedFor((await lastChoice(db, partnershipId, accountId)) ?? EVERYTHING)
  const exports = await exportsOf(db, partnershipId, round.id)
  renderPage(res, 'exports/list', exportsView({ round, exports, key: randomUUID(), known, asked: stillThere(chosen, known), errors: [] }))
}

export const makeExportPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const known = await choosable(db, actor.partnershipId, round.id)
  const asked = askedIn(req.body)
  const { _key, format } = sent.parse(req.body)
  const read = readChoice(asked, known)
  if (!read.ok) {
    const errors = read.unknown.map(({ list, message }) => ({ field: list, message }))
    const exports = await exportsOf(db, actor.partnershipId, round.id)
    const view = exportsView({ round, exports, key: randomUUID(), known, asked: stillThere(asked, known), errors })
    renderPage(res.status(422), 'exports/list', view)
    return
  }
  const { exportId } = await requestExport(db, actor, { round, choice: read.choice, format, _key })
  res.redirect(303, `/rounds/${round.id}/exports/${exportId}`)
}

/** What was chosen in another round and is in this one as well. */
function stillThere(asked: Asked, known: Choosable): Asked {
  const among = (name: keyof Choosable) => asked[name].filter(value => known[name].some(option => option.value === value))
  return { ...asked, sheets: among('sheets'), sets: among('sets'), sections: among('sections'), states: among('states') }
}

type Shown = {
  round: Round
  exports: readonly Export[]
  /** Makes the button's form one request, however often it is pressed. */
  key: string
  known: Choosable
  asked: Asked
  errors: readonly FormError[]
}

export function exportsView({ round, exports, key, known, asked, errors }: Shown) {
  return {
    title: 'Export the data',
    layout: 'staff' as const,
    breadcrumbs: roundTrail(round, { text: 'Export the data' }),
    roundName: round.name,
    errors: summaryOf(errors),
    action: `/rounds/${round.id}/exports`,
    key,
    fields: choiceFields(asked, known, errors),
    makes: FORMATS.map(({ name, title }, at) => ({ text: `Make a new ${title}`, format: name, secondary: at > 0 })),
    table: exports.length === 0 ? null : exportsTable(round, exports),
    empty: {
      heading: 'No export has been made yet',
      text: 'Make one whenever you need the figures: it holds everything as it stands at that moment.',
    },
    contents: CONTENTS,
  }
}

function exportsTable(round: Round, exports: readonly Export[]): DataTable {
  return {
    id: 'exports',
    caption: 'Exports of this round, the newest first',
    columns: [{ text: 'Asked for' }, { text: 'By' }, { text: 'What' }, { text: 'State' }, { text: 'Size', numeric: true }],
    rows: exports.map(found => [
      { text: sayShortInstant(found.createdAt), href: `/rounds/${round.id}/exports/${found.id}` },
      { text: found.requestedBy },
      { text: `${capitalised(formatNamed(found.format).noun)}: ${inShort(found.choice).toLowerCase()}` },
      { tag: stateOf(found) },
      { text: found.bytes === null || found.expired ? '' : sayBytes(found.bytes), numeric: true },
    ]),
  }
}

const CONTENTS: readonly { name: string; what: string }[] = [
  { name: 'About', what: 'What the file holds, and that its numbers agree' },
  { name: 'Returns statement', what: 'Where every return ended, with the sum' },
  { name: 'Establishments', what: 'One row for each return: register, dates, progress, disposition, each section' },
  { name: 'Rates', what: 'How many of those expected completed it, by phase, type, authority and trust' },
  { name: 'Responses long', what: 'One row for each question asked: code, label, number, date, text and score' },
  { name: 'Responses wide', what: 'One row for each establishment, one column or more for each question, the same every year' },
  { name: 'Tables and Actions', what: 'The lists inside returns, and what establishments will do by when' },
  { name: 'Evidence, Extensions and Chases', what: 'What was sent, who was given more time, who was asked again' },
  { name: 'Dip sample and Verdicts', what: 'Who was drawn, and what reviewers found beside the self-rating' },
  { name: 'Double reviews, Agreement and Self-ratings', what: 'How far two reviewers agree, and how far self-ratings hold' },
  { name: 'Findings', what: 'Each statement with its numbers' },
  { name: 'Rubrics', what: 'What good evidence shows of each area and question' },
  { name: 'The audit said, We did', what: 'Each theme, and each answer to it with who, when and how far' },
  { name: 'Partnership actions, their leads and progress', what: 'Every action of the partnership once, as written and as read' },
  { name: 'Plans', what: 'Their heads, parts, actions, measures and values, whichever year they are for' },
  { name: 'Standards', what: 'Sets, exercises, ratings of each agency, and what came of them by which rule' },
  { name: 'Codebook, Questions and Values', what: 'What every column, question and code means' },
]
