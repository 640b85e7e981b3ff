import type { Request, Response } from 'express'
import { z } from 'zod'
import { dayFromParts, idField, optionalText } from '../../../platform/forms/fields.ts'
import { parseForm, typed, typedAll, type FormError } from '../../../platform/forms/parseForm.ts'
import { sayDay, sayShortDay } from '../../../platform/london.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { summaryOf } from '../../../platform/forms/errors.ts'
import type { ContributorActor } from '../../history/index.ts'
import { holdsFiles } from '../../questions/index.ts'

import {
  mayChangeFile,
  requireMayChangeFile,
  describeFile,
  removeFile,
  restoreFile,
  findEvidence,
  type StoredEvidence,
  sendEvidence,
} from '../../evidence/index.ts'
import { refuse } from '../refusals.ts'
import { openFor } from '../openActions.ts'
import { askedOf, isAllTheirs, mayOpenFile } from '../reach.ts'
import { type OpenReturn } from '../../returns/index.ts'
import { sayBytes } from '../../../platform/say.ts'

type Context = PageContext<ContributorActor>

/** Downloads a file of the person's own return. */
export const downloadPage: Page<ContributorActor> = async (context, req, res) => {
  const { file } = await fileOf(context, req)
  await sendEvidence(res, context.files, file)
}

/** One file: what it shows, of which day it is, for which questions it counts, and taking it out. */
export const filePage: Page<ContributorActor> = async (context, req, res) => {
  const { open, file } = await fileOf(context, req)
  show(res, open, file, { typed: { note: file.note, ...partsOf(file.datedOn) }, errors: [] })
}

const about = z.object({
  note: optionalText('What the file shows', 500),
  day: optionalText('Day', 10),
  month: optionalText('Month', 20),
  year: optionalText('Year', 10),
})

export const describePage: Page<ContributorActor> = async (context, req, res) => {
  const { open, file } = await fileOf(context, req)
  requireMayChangeFile(open.auditReturn, file)
  const form = parseForm(about, req.body)
  const typedHere = {
    note: typed(req.body, 'note'),
    day: typed(req.body, 'day'),
    month: typed(req.body, 'month'),
    year: typed(req.body, 'year'),
  }
  const dated = dayFromParts(typedHere, 'The date of the document')
  const errors = [...(form.ok ? [] : form.errors), ...('error' in dated ? [{ field: 'day', message: dated.error }] : [])]
  if (!form.ok || 'error' in dated) {
    show(res.status(422), open, file, { typed: typedHere, errors })
    return
  }
  const asked = evidenceQuestions(open).map(({ key }) => key)
  await describeFile(context.db, context.actor, {
    returnId: open.auditReturn.id,
    evidenceId: file.id,
    note: form.values.note,
    datedOn: dated.date,
    questionKeys: typedAll(req.body, 'questions').filter(key => asked.includes(key)),
  })
  req.session.notice = { text: `What you said about “${file.name}” is saved.` }
  res.redirect(303, '/return/evidence')
}

/** Takes a file off a question, or out of the return. */
export const removePage: Page<ContributorActor> = async (context, req, res) => {
  const { open, file } = await fileOf(context, req)
  const question = typed(req.body, 'question')
  // A file that another section counts as well leaves that to whoever may see it.
  if (!isAllTheirs(open, file) && !evidenceQuestions(open).some(({ key }) => key === question)) throw refuse.notFound()
  const done = await removeFile(context.db, context.actor, {
    returnId: open.auditReturn.id,
    evidenceId: file.id,
    questionKey: question === '' ? null : question,
  })
  req.session.notice =
    done === 'detached'
      ? { text: `“${file.name}” no longer counts for this question. It is still in the return.` }
      : { text: `“${file.name}” is removed.`, link: { text: 'Undo', href: `/return/evidence/${file.id}/restore` } }
  res.redirect(303, '/return/evidence')
}

/** Asks before a removed file comes back: a link must not change anything. */
export const restoreQuestionPage: Page<ContributorActor> = async (context, req, res) => {
  const { file } = await fileOf(context, req, { removed: true })
  renderPage(res, 'answering/evidenceRestore', {
    title: 'Bring this file back?',
    backLink: { text: 'Evidence', href: '/return/evidence' },
    name: file.name,
    action: `/return/evidence/${file.id}/restore`,
  })
}

export const restorePage: Page<ContributorActor> = async (context, req, res) => {
  const { open, file } = await fileOf(context, req, { removed: true })
  if (!isAllTheirs(open, file)) throw refuse.notFound()
  await restoreFile(context.db, context.actor, { returnId: open.auditReturn.id, evidenceId: file.id })
  req.session.notice = { text: `“${file.name}” is back.` }
  res.redirect(303, '/return/evidence')
}

/** The file of an address, in the return of the one who asks. @throws Refusal (not found) for any other */
async function fileOf({ db, actor }: Context, req: Request, { removed = false } = {}): Promise<{ open: OpenReturn; file: StoredEvidence }> {
  const evidenceId = idField<'evidence'>().safeParse(req.params.id)
  if (!evidenceId.success) throw refuse.notFound()
  const open = await openFor(db, actor)
  const file = await findEvidence(db, actor.partnershipId, open.auditReturn.id, evidenceId.data)
  if (!file || (file.removedAt !== null && !removed) || !mayOpenFile(open, file)) throw refuse.notFound()
  return { file, open }
}

const evidenceQuestions = (open: OpenReturn) =>
  askedOf(open)
    .flatMap(({ questions }) => questions)
    .filter(holdsFiles)

/** What is said about a file that stays as it was sent. */
const keptLines = ({ note, datedOn }: StoredEvidence): string[] => [
  'It stays as it was sent. Ask your partnership if something in it is wrong.',
  ...(note === '' ? [] : [`What it shows: ${note}`]),
  ...(datedOn === null ? [] : [`The document is dated ${sayDay(datedOn)}.`]),
]

type Typed = { note: string; day: string; month: string; year: string }

const partsOf = (date: string | null): Omit<Typed, 'note'> => {
  const [year = '', month = '', day = ''] = (date ?? '').split('-')
  return { day: day.replace(/^0/, ''), month: month.replace(/^0/, ''), year }
}

function show(res: Response, open: OpenReturn, file: StoredEvidence, form: { typed: Typed; errors: readonly FormError[] }): void {
  const message = (field: string) => form.errors.find(error => error.field === field)?.message
  const questions = evidenceQuestions(open)
  const changeable = mayChangeFile(open.auditReturn, file)
  renderPage(res, 'answering/evidenceFile', {
    title: file.name,
    backLink: { text: 'Evidence', href: '/return/evidence' },
    errors: summaryOf(form.errors),
    action: changeable ? `/return/evidence/${file.id}/change` : null,
    download: { href: `/return/evidence/${file.id}`, text: `Download (${sayBytes(file.bytes)})` },
    facts:
      file.receivedVia !== 'online'
        ? `Received by email on ${sayDay(file.receivedOn)}, added by ${file.byName}.`
        : `Added by ${file.byName} on ${sayShortDay(file.at)}.`,
    kept: changeable ? [] : keptLines(file),
    typed: form.typed,
    noteError: message('note') ?? null,
    dateError: message('day') ?? null,
    countsFor: questions.filter(({ key }) => file.questionKeys.includes(key)).map(({ label }) => label),
    questions: questions
      .filter(({ key }) => !file.questionKeys.includes(key))
      .map(({ key, label }) => ({ value: key, text: label, id: `questions-${key}` })),
    remove: changeable
      ? {
          action: `/return/evidence/${file.id}/remove`,
          whole: isAllTheirs(open, file),
          offs:
            file.questionKeys.length > 1
              ? questions.filter(({ key }) => file.questionKeys.includes(key)).map(({ key, label }) => ({ value: key, text: label }))
              : [],
        }
      : null,
  })
}
