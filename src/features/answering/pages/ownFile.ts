import type { Request, Response } from 'express'
import { idField } from '../../../platform/forms/fields.ts'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import type { FormError } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { PageContext } from '../../../platform/http/routes.ts'
import { sayDay, sayShortDay } from '../../../platform/london.ts'
import { sayBytes } from '../../../platform/say.ts'
import { accepted, checkWords, documentDate, findEvidence, held, mayChangeFile, type StoredEvidence } from '../../evidence/index.ts'
import type { ContributorActor } from '../../history/index.ts'
import { holdsFiles } from '../../questions/index.ts'
import { questionChoice } from '../../returnPages/index.ts'
import { canNow, type OpenReturn } from '../../returns/index.ts'
import { openFor } from '../openActions.ts'
import { fileQuestions } from '../fileQuestions.ts'
import { areSectionsOpen, askedOf, isAllTheirs, mayOpenFile } from '../reach.ts'
import { refuse } from '../refusals.ts'

export type Context = PageContext<ContributorActor>

/** The file of an address, in the return of the one who asks. @throws Refusal (not found) for any other */
export async function fileOf(
  { db, actor }: Context,
  req: Request,
  { removed = false } = {},
): Promise<{ open: OpenReturn; file: StoredEvidence }> {
  const evidenceId = idField<'evidence'>().safeParse(req.params.id)
  if (!evidenceId.success) throw refuse.notFound()
  const open = await openFor(db, actor)
  const file = await findEvidence(db, actor.partnershipId, open.auditReturn.id, evidenceId.data)
  if (!file || (file.removedAt !== null && !removed) || !mayOpenFile(open, file)) throw refuse.notFound()
  return { file, open }
}

/** The same, of which another section counts none of it. @throws Refusal (not found), also where one does that the person may not see */
export async function wholeFileOf(context: Context, req: Request): Promise<{ open: OpenReturn; file: StoredEvidence }> {
  const found = await fileOf(context, req)
  if (!isAllTheirs(found.open, found.file)) throw refuse.notFound()
  return found
}

/** What is said about a file that stays as it was sent. */
const keptLines = ({ note, datedOn }: StoredEvidence): string[] => [
  'It stays as it was sent. Ask your partnership if something in it is wrong.',
  ...(note === '' ? [] : [`What it shows: ${note}`]),
  ...(datedOn === null ? [] : [`The document is dated ${documentDate.sayDated(datedOn)}.`]),
]

type Typed = { note: string } & documentDate.DateParts

/** The page of one file, with what was typed and what is wrong with it. */
export function showFile(
  res: Response,
  open: OpenReturn,
  file: StoredEvidence,
  form: { typed?: Typed; explanation?: string; errors: readonly FormError[] },
  megabytes: number,
): void {
  const message = (field: string) => form.errors.find(error => error.field === field)?.message
  const questions = fileQuestions(open)
  const changeable = mayChangeFile(open.auditReturn, file) && areSectionsOpen(open, file)
  const check = checkOf(file)
  const whole = isAllTheirs(open, file)
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
    typed: form.typed ?? { note: file.note, ...documentDate.partsOf(file.datedOn) },
    noteError: message('note') ?? null,
    dateError: message('day') ?? null,
    countsFor: questions.filter(({ key }) => file.questionKeys.includes(key)).map(({ label }) => label),
    questions: questions
      .filter(question => holdsFiles(question) && !file.questionKeys.includes(question.key))
      .map(({ key, label }) => ({ value: key, text: label, id: `questions-${key}` })),
    others: questionChoice(askedOf(open), {
      ...{ id: 'another', name: 'questions', label: 'Use this file for any other question' },
      offers: question => !holdsFiles(question) && !file.questionKeys.includes(question.key),
    }),
    check,
    explain:
      whole && check.isHeld && file.receivedVia === 'online'
        ? {
            action: `/return/evidence/${file.id}/explanation`,
            id: 'explanation',
            name: 'explanation',
            limit: 1_000,
            label: { text: 'Say why it is right to send', classes: 'govuk-label--s' },
            hint: {
              text: 'For example: “These are not children’s details: they are order numbers.” It is kept with your name and shown to your partnership with the file.',
            },
            rows: 3,
            value: form.explanation ?? '',
            errorMessage: errorsBy(form.errors)('explanation'),
          }
        : null,
    replace:
      whole && (changeable || (check.isHeld && file.receivedVia === 'online' && canNow('save', open.auditReturn)))
        ? {
            action: `/return/evidence/${file.id}/replacement`,
            error: message('files') ?? null,
            limits: accepted.sayLimits(megabytes, 1),
            sending: accepted.sendingEach(`/return/evidence/${file.id}/replacement/file`, megabytes),
          }
        : null,
    remove:
      changeable || (check.isHeld && file.receivedVia === 'online')
        ? {
            action: `/return/evidence/${file.id}/remove`,
            whole,
            offs:
              file.questionKeys.length > 1
                ? questions.filter(({ key }) => file.questionKeys.includes(key)).map(({ key, label }) => ({ value: key, text: label }))
                : [],
          }
        : null,
  })
}

/** What the page of a file says of its check: what was found and where, and what can be done about it. */
const checkOf = (file: StoredEvidence) => ({
  isHeld: held.isHeld(file),
  line: checkWords.sayCheck(file, 'establishment'),
  found: file.checkState === 'found' ? file.children.map(checkWords.sayFound) : [],
  remarks: checkWords.sayRemarks(file),
})
