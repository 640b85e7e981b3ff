import type { Request, Response } from 'express'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { typed, type Body, type FormError } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { uploadedFiles } from '../../../platform/http/uploads.ts'
import { londonDate } from '../../../platform/london.ts'
import { sayCount } from '../../../platform/say.ts'
import { accepted, addFiles, checkWords, requireMayAddFiles } from '../../evidence/index.ts'
import type { ContributorActor } from '../../history/index.ts'
import type { Section } from '../../questionnaires/index.ts'
import { holdsFiles } from '../../questions/index.ts'
import { questionChoice } from '../../returnPages/index.ts'
import type { OpenReturn } from '../../returns/index.ts'
import { sampleRequests } from '../../sampling/index.ts'
import { fileQuestions, sectionsForFiles } from '../fileQuestions.ts'
import { openFor } from '../openActions.ts'
import { mayAnswerIn, mayOpenFile } from '../reach.ts'
import { fileAgainOf, lastFileLines, sayNotAdded } from './evidenceBox.ts'
import { fileAgain } from './fileAgain.ts'
import { savedLine } from './afterSave.ts'
import { tellHead } from './tellHead.ts'
import { lastFilesFor } from './useAgain.ts'

type Context = PageContext<ContributorActor>

/** Where a file is given to any question that is asked, one that asks for no evidence included. */
export const anyFilePage: Page<ContributorActor> = async (context, req, res) => {
  const chosen = await chosenHere(context, req.query)
  await requireMayAddFiles(context.db, chosen.open.auditReturn)
  await show(context, res, chosen, [])
}

/** Adds files to the question that was chosen, or a file of last year to its own. */
export const addAnyFilePage: Page<ContributorActor> = async (context, req, res) => {
  const chosen = await chosenHere(context, req.body as Body)
  if (typed(req.body, 'intent') !== '') return addAgain(context, req, res, chosen)
  const { errors, added } = await addTo(context, req, chosen)
  if (errors.length > 0) return show(context, res.status(422), chosen, errors, added)
  res.redirect(303, goOn(req, chosen, added))
}

/** One of them, as the script of the page sends each by itself. */
export const sendAnyFilePage: Page<ContributorActor> = async (context, req, res) => {
  const chosen = await chosenHere(context, req.body as Body)
  const { errors, added } = await addTo(context, req, chosen)
  const isFormWrong = errors.some(({ field }) => field === 'question') || uploadedFiles(req).length === 0
  const said = errors.map(({ message }) => message).join('. ')
  const href = errors.length === 0 ? goOn(req, chosen, added) : '/return/evidence'
  res.json({ isAdded: errors.length === 0, said, href, isFormWrong } satisfies accepted.SentEach)
}

/** Adds a file that the last return had with a question: its button says which. */
async function addAgain(context: Context, req: Request, res: Response, chosen: Chosen): Promise<void> {
  const again = fileAgainOf(typed(req.body, 'intent'))
  const asked = again && fileQuestions(chosen.open).some(({ key }) => key === again.questionKey)
  const { added, refused } = asked ? await fileAgain(context, chosen.open, again) : { added: 0, refused: [] }
  if (added === 0) {
    const errors = refused.map(not => ({ field: 'files', message: sayNotAdded(not) }))
    await show(context, res.status(422), chosen, errors.length > 0 ? errors : [{ field: 'files', message: GONE }])
    return
  }
  await tellHead(context, req, chosen.open.auditReturn)
  res.redirect(303, goOn(req, { ...chosen, question: again?.questionKey ?? '' }, added))
}

const GONE = 'The file from last time is not kept any more, or its question is not asked'

type Chosen = {
  open: OpenReturn
  /** The sections to choose from. */
  sections: readonly Section[]
  /** The section that somebody came from, where it is one of those. */
  from: Section | undefined
  /** The key of the question; blank while none is chosen. */
  question: string
  /** What the form before it saved, where there was one. */
  saved: string | null
}

async function chosenHere({ db, actor }: Context, said: Body): Promise<Chosen> {
  const open = await openFor(db, actor)
  const requests = await sampleRequests.evidenceRequestsTo(db, actor.partnershipId, open.auditReturn.id)
  const all = sectionsForFiles(open, requests.length > 0)
  const from = all.find(({ key }) => key === typed(said, 'section'))
  return { open, from, sections: from ? [from] : all, question: typed(said, 'question'), saved: savedLine(open, said) }
}

const sectionOfQuestion = ({ sections, question }: Chosen): Section | undefined =>
  sections.find(({ questions }) => questions.some(({ key }) => key === question))

/** Adds what was sent. @returns what is wrong with it, and how many were added all the same */
async function addTo(context: Context, req: Request, chosen: Chosen): Promise<{ errors: FormError[]; added: number }> {
  const { open, question } = chosen
  await requireMayAddFiles(context.db, open.auditReturn)
  const sent = uploadedFiles(req)
  const errors: FormError[] = []
  const isAsked = sectionOfQuestion(chosen) !== undefined && fileQuestions(open).some(({ key }) => key === question)
  if (!isAsked) errors.push({ field: 'question', message: 'Choose the question that the file is for' })
  // The script sends the form without the files that it had (assets/sendEach.ts).
  const hadFiles = sent.length > 0 || typed(req.body, '_chosen') !== ''
  if (!isAsked && hadFiles) errors.push({ field: 'files', message: 'Choose the file again: a form with an error does not keep it' })
  else if (sent.length === 0) errors.push({ field: 'files', message: 'Choose a file to add' })
  if (errors.length > 0) return { errors, added: 0 }
  const { added, refused } = await addFiles(context, context.actor, {
    returnId: open.auditReturn.id,
    files: sent.map(({ path, originalName, refused: why }) => ({ path, originalName, refused: why, questionKeys: [question] })),
    via: 'online',
    receivedOn: londonDate(context.now()),
    limits: { megabytes: context.config.UPLOAD_LIMIT_MB, filesAtOnce: accepted.FILES_AT_ONCE },
    sees: file => mayOpenFile(open, file),
  })
  if (added > 0) await tellHead(context, req, open.auditReturn)
  return { errors: refused.map(not => ({ field: 'files', message: sayNotAdded(not) })), added }
}

/** Says what was added, and leads to where it can be seen. */
function goOn(req: Request, chosen: Chosen, added: number): string {
  const section = sectionOfQuestion(chosen)
  const name = section?.questions.find(({ key }) => key === chosen.question)
  req.session.notice = {
    text: `${added === 1 ? 'The file is' : `${added} files are`} with “${name?.shortLabel ?? name?.label ?? ''}” now.`,
  }
  return section && mayAnswerIn(chosen.open, section.key) ? `/return/sections/${section.key}#files-${chosen.question}` : '/return/evidence'
}

async function show(context: Context, res: Response, chosen: Chosen, errors: readonly FormError[], added = 0): Promise<void> {
  const { open, from, sections, question, saved } = chosen
  const others = sections.flatMap(({ questions }) => questions.filter(one => !holdsFiles(one)))
  const last = await lastFilesFor(context, open, others, undefined)
  const megabytes = context.config.UPLOAD_LIMIT_MB
  renderPage(res, 'answering/anyFile', {
    title: from ? 'Add a file to a question of this section' : 'Add a file to any question',
    caption: from?.title ?? null,
    backLink: from ? { text: from.title, href: `/return/sections/${from.key}` } : { text: 'Evidence', href: '/return/evidence' },
    errors: summaryOf(errors),
    outcome: added > 0 ? `${sayCount(added, 'file was', 'files were')} added. The others were not: see below.` : saved,
    section: from?.key ?? '',
    allHref: from ? '/return/evidence/new' : null,
    choice: questionChoice(sections, {
      ...{ id: 'question', name: 'question', label: 'Which question is it for?', chosen: [question] },
      hint: 'The file is listed with this question for everyone who reads your answers. No question needs a file unless it asks for one.',
      error: errorsBy(errors)('question')?.text,
    }),
    fileErrors: errors.filter(({ field }) => field === 'files').map(({ message }) => message),
    limits: accepted.sayLimits(megabytes),
    warning: accepted.NO_CHILDREN_OR_WORDS,
    checklist: { items: checkWords.NOT_IN_A_FILE, text: checkWords.IS_READ },
    sending: accepted.sendingEach('/return/evidence/new/files', megabytes),
    lastYear: lastFileLines(others, last),
  })
}
