import type { Response } from 'express'
import { attachAs } from '../../../platform/http/attachment.ts'
import { idParam } from '../../../platform/http/params.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { waitingFolder } from '../../../platform/files/waitingFolder.ts'
import { londonDate, sayShortInstant } from '../../../platform/london.ts'
import { sayCount } from '../../../platform/say.ts'
import { withWebLinks } from '../../../platform/webLinks.ts'
import { STATE_WORDS } from '../../actions/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { visibleRound, type Round } from '../../rounds/index.ts'
import { keepImport, keeperOf, sentWorkbook, showChoose, showPreview, writeBook } from '../../sheetImports/index.ts'
import { applyImport, markOfWritten, previewImport, writtenIn, type ImportPreview } from '../importActions.ts'
import { saidDidHref } from '../paths.ts'
import { confirmed, NEW_STATES } from '../schemas.ts'
import { unsaidIn } from '../workbook/changes.ts'
import { COLUMNS, HEADINGS } from '../workbook/columns.ts'
import { saidDidSheets } from '../workbook/write.ts'
import { saidDidTrail, TITLE } from './visible.ts'

type Context = PageContext<StaffActor>

/** GET: the themes and answers of a round as a workbook that can be imported again. */
export const saidDidWorkbookPage: Page<StaffActor> = async ({ db, actor, config, now }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const written = await writtenIn(db, actor.partnershipId, round.id)
  const created = now()
  const madeFrom = `${markOfWritten(written)} (“${round.name}” as it stood at ${sayShortInstant(created)})`
  const sheets = saidDidSheets(written, { madeFrom, keeper: await keeperOf(db, actor.partnershipId), addressesIn })
  attachAs(res, `said-and-did-${round.code}-${londonDate(created)}.xlsx`).type(
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  )
  await writeBook(res, sheets, { title: TITLE, created, folder: await waitingFolder({ config }) })
}

/** The addresses of sites that a text holds. */
const addressesIn = (text: string): string[] => withWebLinks(text).flatMap(part => (part.href === undefined ? [] : [part.text]))

/** GET: a workbook to be chosen. */
export const importPage: Page<StaffActor> = async ({ db, actor }, req, res) => choose(res, await visibleRound(db, actor, req))

/** POST: reads it, and leads to what it would change. */
export const uploadPage: Page<StaffActor> = async ({ db, actor, looking }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const sent = await sentWorkbook(looking, req)
  if (typeof sent === 'string') {
    choose(res, round, sent)
    return
  }
  const id = await keepImport(db, actor, { ...sent, kind: 'said_did', planId: null, roundId: round.id, exerciseId: null })
  res.redirect(303, `${saidDidHref(round.id)}/imports/${id}`)
}

const OTHERS = COLUMNS.filter(column => !['theme', 'what', 'readAs'].includes(column))
  .map(column => HEADINGS[column])
  .join(', ')

const choose = (res: Response, round: Round, error?: string): void =>
  showChoose(
    res,
    {
      title: 'Import themes and answers from a workbook',
      breadcrumbs: saidDidTrail(round, { text: 'Import a workbook' }),
      action: `${saidDidHref(round.id)}/import`,
      rule: `A row of the workbook names its columns, in any order: “Theme” (or “The audit said”) and “Answer” (or “We did”). It can name more: ${OTHERS}.`,
      points: [
        'A table of two columns that was copied from Word works too: themes, and what was done about them. A theme that is merged over several rows counts for each of them.',
        'What is written under “When” is kept as it is, and shown to you where no date can be read.',
        'What the workbook does not name stays as it is. Nothing is published by an import.',
      ],
    },
    error,
  )

/** GET: what a workbook would change, cell by cell. Nothing is changed by looking. */
export const importPreviewPage: Page<StaffActor> = async (context, req, res) => {
  const round = await visibleRound(context.db, context.actor, req)
  await show(context, res, round, idParam(req, 'sheetImportId'), [])
}

/** POST: does what the preview showed; where that is something else by now, shows it anew. */
export const applyImportPage: Page<StaffActor> = async (context, req, res) => {
  const { db, actor } = context
  const round = await visibleRound(db, actor, req)
  const importId = idParam<'sheetImport'>(req, 'sheetImportId')
  const { mark, state } = confirmed.parse(req.body ?? {})
  const { changes } = await previewImport(db, actor.partnershipId, { roundId: round.id, importId })
  if (state === undefined && unsaidIn(changes) > 0) {
    await show(context, res.status(422), round, importId, [{ text: 'Choose how these answers stand', href: '#state' }])
    return
  }
  const done = await applyImport(db, actor, { roundId: round.id, importId, mark, state: state ?? 'planned' })
  if (!done) {
    const text = 'Themes or answers were changed meanwhile, so nothing was imported. This is what the workbook would change now.'
    await show(context, res.status(409), round, importId, [{ text, href: '#changes' }])
    return
  }
  req.session.notice = { text: `The workbook is imported: ${sayCount(done.changes, 'change')}.` }
  res.redirect(303, saidDidHref(round.id))
}

async function show(
  { db, actor }: Context,
  res: Response,
  round: Round,
  importId: ImportPreview['found']['id'],
  errors: readonly { text: string; href: string }[],
): Promise<void> {
  const { found, book, changes, mark, ...preview } = await previewImport(db, actor.partnershipId, { roundId: round.id, importId })
  const here = saidDidHref(round.id)
  showPreview(res, {
    found,
    here: `${here}/imports/${found.id}`,
    breadcrumbs: saidDidTrail(round, { text: 'Import a workbook', href: `${here}/import` }),
    target: `For what the audit said in “${round.name}”.`,
    old: sayOrigin(preview),
    nothing: !book.hasTable
      ? 'No sheet of this workbook holds themes and answers: a row of headings must name “Theme” and “Answer”, or a sheet must have two columns.'
      : book.rows.length === 0
        ? 'This sheet has headings and no rows under them.'
        : '',
    changes,
    stays: 'What the round has and the workbook does not name stays as it is.',
    hidden: { mark },
    ask: stateField(unsaidIn(changes), errors.find(({ href }) => href === '#state')?.text),
    backHref: here,
    errors,
  })
}

/** What is asked where the workbook does not say how its new answers stand: a public page would say it wrong otherwise. */
const stateField = (unsaid: number, error: string | undefined) =>
  unsaid === 0
    ? undefined
    : {
        idPrefix: 'state',
        name: 'state',
        classes: 'govuk-radios--small govuk-radios--inline',
        fieldset: {
          legend: {
            text: `The workbook does not say how ${sayCount(unsaid, 'answer')} ${unsaid === 1 ? 'stands' : 'stand'}. How ${unsaid === 1 ? 'does it' : 'do they'} stand?`,
            classes: 'govuk-fieldset__legend--s',
          },
        },
        hint: { text: 'You can change each answer afterwards.' },
        items: NEW_STATES.map(value => ({ value, text: STATE_WORDS[value].words })),
        ...(error === undefined ? {} : { errorMessage: { text: error } }),
      }

/** What whoever imports should know before they look at the changes. */
function sayOrigin({ isOld, foreign }: Pick<ImportPreview, 'isOld' | 'foreign'>): string {
  if (foreign !== '')
    return 'This workbook was made by another partnership. Themes are known by their titles; an answer that an earlier workbook of theirs brought is not made again.'
  return isOld
    ? 'This workbook was made from an earlier state, or from another round. Where it says something else, it would put the older words back: look at each change.'
    : ''
}
