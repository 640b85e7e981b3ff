import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { reachesSection, type ContributorActor } from '../../history/index.ts'
import { takesAnswer } from '../../questions/index.ts'
import { returnDocument } from '../../returns/index.ts'
import { askAboutQuestion } from '../actions.ts'
import { clarificationsOf } from '../clarificationStore.ts'
import { keyed, parseQuestion } from '../schemas.ts'
import { ownReturn, requestsFor } from './asked.ts'
import { requestLine, type RequestLine } from './requestLines.ts'
import { unlessRefused } from './unlessRefused.ts'

type Context = PageContext<ContributorActor>
type About = { key: string; label: string; sectionKey: string; clarification: string; asked: RequestLine[] }

/** GET: what was asked about a question, what all are told about it, and the form to ask. */
export const questionPage: Page<ContributorActor> = async (context, req, res) =>
  show(res, await aboutQuestion(context, req), { reason: '' })

/** POST: asks. */
export const askQuestionPage: Page<ContributorActor> = async (context, req, res) => {
  const about = await aboutQuestion(context, req)
  const given = { reason: typed(req.body, 'reason') }
  const parsed = parseQuestion(req.body)
  if (!parsed.ok) {
    show(res.status(422), about, { ...given, errors: parsed.errors })
    return
  }
  const { refusal } = await unlessRefused(() =>
    askAboutQuestion(context, context.actor, { ...parsed.values, about, key: keyed.parse(req.body)._key }),
  )
  if (refusal !== null) {
    show(res.status(409), about, { ...given, stopped: refusal })
    return
  }
  req.session.notice = { text: 'Your partnership has your question. You find the answer under “Ask your partnership”.' }
  res.redirect(303, `/return/sections/${about.sectionKey}#question-${about.key}`)
}

/** The question that a path names. @throws Refusal (not found), also when its section is not in this person’s sight */
async function aboutQuestion({ db, actor }: Context, req: Request): Promise<About> {
  const auditReturn = await ownReturn(db, actor)
  const { sections } = await returnDocument(db, auditReturn)
  const section = sections.find(({ questions }) => questions.some(({ key }) => key === req.params.question))
  const question = section?.questions.find(({ key }) => key === req.params.question)
  if (!section || !question || !takesAnswer(question) || !reachesSection(actor.reach, section.key)) throw notFound()
  const { partnershipId, roundId, questionnaireVersionId: versionId } = auditReturn
  const [clarification] = await clarificationsOf(db, { partnershipId, roundId, versionId }, [question.key])
  const asked = (await requestsFor(db, actor)).filter(({ questionKey }) => questionKey === question.key).map(requestLine)
  return { key: question.key, label: question.label, sectionKey: section.key, clarification: clarification?.text ?? '', asked }
}

type Form = { reason: string; errors?: readonly FormError[]; stopped?: string }

function show(res: Response, about: About, { reason, errors = [], stopped = '' }: Form): void {
  renderPage(res, 'asking/question', {
    title: 'Ask about a question',
    backLink: { text: 'Back to the section', href: `/return/sections/${about.sectionKey}#question-${about.key}` },
    errors: summaryOf(errors),
    stopped,
    about,
    key: randomUUID(),
    field: {
      id: 'reason',
      name: 'reason',
      limit: 1_000,
      label: { text: 'What do you want to ask?', classes: 'govuk-label--s' },
      hint: {
        text: 'Your partnership may show its answer to everyone in this round who has the same questionnaire as you, without your name. Write nothing that identifies a child.',
      },
      rows: 5,
      value: reason,
      errorMessage: errorsBy(errors)('reason'),
    },
  })
}
