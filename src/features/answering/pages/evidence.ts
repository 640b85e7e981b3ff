import type { Response } from 'express'
import { londonDate, sayInstant } from '../../../platform/london.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { sayList } from '../../../platform/say.ts'
import { typed, type Body } from '../../../platform/forms/parseForm.ts'
import type { ContributorActor } from '../../history/index.ts'
import { evidenceBox, noneChosen, ownLine, sayNotAdded, sendingFiles, type UploadReport } from './evidenceBox.ts'
import { holdsFiles } from '../../questions/index.ts'
import { accepted, evidenceOf, addFiles, mayAddFiles, requireMayAddFiles } from '../../evidence/index.ts'
import type { EvidenceFile } from '../../returnPages/index.ts'
import { sampleRequests } from '../../sampling/index.ts'
import { type OpenReturn, reopened } from '../../returns/index.ts'
import { fileQuestions, questionsWithFiles } from '../fileQuestions.ts'
import { openFor } from '../openActions.ts'
import { mayAnswerIn, mayOpenFile } from '../reach.ts'
import { tellHead } from './tellHead.ts'
import { addingOf } from './incomingFiles.ts'
import { intentOf } from './intent.ts'

type Context = PageContext<ContributorActor>

/** All files of the return, and where to add more: also after submission, when the partnership has asked for evidence. */
export const evidencePage: Page<ContributorActor> = async (context, _req, res) => {
  const open = await openFor(context.db, context.actor)
  await show(context, res, open)
}

/** Adds files outside a section. */
export const addEvidencePage: Page<ContributorActor> = async (context, req, res) => {
  const { db, actor, config, now } = context
  const open = await openFor(db, actor)
  await requireMayAddFiles(db, open.auditReturn)
  const keys = questionsWithFiles(open).map(({ key }) => key)
  const adding = addingOf(req, open.auditReturn.id, keys, londonDate(now()))
  const isNone = adding.files.length === 0 && adding.links.length === 0
  const limits = { megabytes: config.UPLOAD_LIMIT_MB, filesAtOnce: accepted.FILES_AT_ONCE }
  const uploads =
    (isNone && noneChosen(typed(req.body as Body, 'intent'), keys)) ||
    (await addFiles(context, actor, { ...adding, limits, sees: file => mayOpenFile(open, file) }))
  if (uploads.refused.length > 0) {
    await show(context, res.status(422), await openFor(db, actor), uploads)
    return
  }
  const intent = intentOf(req.body as Body)
  const isLeaving = intent.kind === 'change'
  if (uploads.added > 0) req.session.notice = { text: uploads.added === 1 ? 'One file was added.' : `${uploads.added} files were added.` }
  else if (!isLeaving) req.session.notice = { text: 'Choose a file first: nothing was added.', kind: 'information' }
  if (uploads.added > 0) await tellHead(context, req, (await openFor(db, actor)).auditReturn)
  res.redirect(303, isLeaving ? `/return/evidence/${intent.key}/change` : '/return/evidence')
}

async function show({ db, actor, config, now }: Context, res: Response, open: OpenReturn, uploads?: UploadReport): Promise<void> {
  const { auditReturn, document } = open
  const [all, requests, mayAdd] = await Promise.all([
    evidenceOf(db, actor.partnershipId, auditReturn.id),
    sampleRequests.evidenceRequestsTo(db, actor.partnershipId, auditReturn.id),
    mayAddFiles(db, auditReturn),
  ])
  const files = all.filter(file => mayOpenFile(open, file))
  const [request] = requests
  const areas = document.evidenceAreas.filter(({ key }) => request?.areas.includes(key))
  const state = { open, files, megabytes: config.UPLOAD_LIMIT_MB, uploads }
  renderPage(res, 'answering/evidence', {
    title: 'Evidence',
    backLink: { text: 'Your return', href: '/return' },
    errors: (uploads?.refused ?? []).map(refused => ({ text: sayNotAdded(refused), href: `#files-${refused.questionKey}-input` })),
    request: request
      ? {
          heading: 'Your partnership asks for your evidence',
          text: `${areas.length === 0 ? 'Attach what shows the answers you gave' : `Attach what shows the answers you gave about ${sayList(areas.map(({ title }) => title.toLowerCase()))}`}, ${request.dueAt > now() ? 'by' : 'which was due at'} ${sayInstant(request.dueAt)}.`,
        }
      : null,
    outcome: uploads && uploads.added > 0 ? `${uploads.added === 1 ? 'One file was' : `${uploads.added} files were`} added.` : null,
    readOnly: mayAdd ? null : 'Files cannot be added now.',
    warning: accepted.NO_CHILDREN_OR_WORDS,
    mayAdd,
    sending: mayAdd ? sendingFiles(config.UPLOAD_LIMIT_MB) : null,
    ownWayHref: mayAdd ? '/return/evidence/new' : null,
    loose: looseFiles(open, files).map(file => ownLine(file, open)),
    targets: questionsWithFiles(open).map(question => ({
      title: question.label,
      asked: request !== undefined && (question.areas ?? []).some(key => request.areas.includes(key)),
      statement: holdsFiles(question) ? statementOf(open, question.key) : null,
      box: evidenceBox(question, state),
      mayAdd: mayAdd && (request !== undefined || reopened.isSectionOpen(open, sectionKeyOf(open, question.key))),
      changeText: holdsFiles(question) ? 'Say where it is kept' : 'Go to the question',
      changeHref: mayAnswerIn(open, sectionKeyOf(open, question.key))
        ? `/return/sections/${sectionKeyOf(open, question.key)}#question-${question.key}`
        : null,
    })),
  })
}

/** Files that no question of this return has: the return as it was sent, or one whose question is not asked any more. */
const looseFiles = (open: OpenReturn, files: readonly EvidenceFile[]): EvidenceFile[] => {
  const asked = new Set(fileQuestions(open).map(({ key }) => key))
  return files.filter(({ questionKeys }) => !questionKeys.some(key => asked.has(key)))
}

const statementOf = (open: OpenReturn, key: string): string | null => {
  const answer = open.responses.get(key)?.answer
  return typeof answer === 'string' ? answer : null
}

const sectionKeyOf = (open: OpenReturn, questionKey: string): string =>
  open.document.sections.find(({ questions }) => questions.some(({ key }) => key === questionKey))?.key ?? ''
