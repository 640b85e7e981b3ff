import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import { parseForm, typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { tokenHash } from '../../../platform/linkToken.ts'
import { sayInstant } from '../../../platform/london.ts'
import { countTry } from '../../../platform/rateLimit.ts'
import { withLinks } from '../../../platform/telephone.ts'
import { addressKey } from '../../accounts/index.ts'
import type { Actor } from '../../history/index.ts'
import { beSecret } from '../../links/index.ts'
import { WRONG_LINKS } from '../limits.ts'
import { openedBy, type OpenedFeedback } from '../linkStore.ts'
import { answerFeedback } from '../readActions.ts'
import { refuse } from '../refusals.ts'
import { repliesTo } from '../replyStore.ts'
import { answerForm } from '../schemas.ts'
import { contentView } from './contentView.ts'
import { repliesRead } from './replyLines.ts'

type Visitor = Actor | null

/** GET: what the partnership tells the establishment. It changes nothing: mail scanners open links before people do. */
export const readPage: Page<Visitor> = async (context, req, res) => {
  const desk = await deskOf(context, req, res)
  if (desk) await show(context, res, desk, { person: '', body: '' })
}

/** POST: somebody has read it, and may write back. */
export const answerPage: Page<Visitor> = async (context, req, res) => {
  const desk = await deskOf(context, req, res)
  if (!desk) return
  const form = { person: typed(req.body, 'person'), body: typed(req.body, 'body') }
  const parsed = parseForm(answerForm, req.body)
  if (!parsed.ok) {
    await show(context, res.status(422), desk, form, parsed.errors)
    return
  }
  const { _key: key, person, body } = parsed.values
  await answerFeedback(context.db, { tokenHash: tokenHash(desk.token), person, body, key })
  res.redirect(303, `/feedback/${desk.token}?${body === '' ? 'read' : 'replied'}=1#answer`)
}

type Desk = { token: string; opened: OpenedFeedback; done: 'read' | 'replied' | undefined }

/** What a link opens. Where it leads nowhere, that is said, and undefined is given. @throws Refusal when too many were guessed at */
async function deskOf({ db }: PageContext<Visitor>, req: Request, res: Response): Promise<Desk | undefined> {
  const token = beSecret(req, res)
  const opened = await openedBy(db, tokenHash(token))
  if (!opened) {
    const wait = await countTry(db, WRONG_LINKS, addressKey(req.ip ?? ''))
    if (wait !== null) throw refuse.tooManyLinks(wait)
    renderPage(res.status(404), 'feedback/over', { title: 'This link does not work', layout: 'plain', paragraphs: UNKNOWN })
    return undefined
  }
  res.locals.partnershipName = opened.partnershipName
  res.locals.concern = opened.concernLine === '' ? undefined : { parts: withLinks(opened.concernLine) }
  return { token, opened, done: req.query.replied === '1' ? 'replied' : req.query.read === '1' ? 'read' : undefined }
}

const UNKNOWN = [
  'Part of it may be missing. Open it from the email again, or copy the whole link, which can run over two lines.',
  'Feedback is taken away when the answers that it is about are deleted.',
]

async function show(
  { db }: PageContext<Visitor>,
  res: Response,
  { token, opened, done }: Desk,
  form: { person: string; body: string },
  errors: readonly FormError[] = [],
): Promise<void> {
  const errorOf = errorsBy(errors)
  const replies = await repliesTo(db, opened.partnershipId, opened.id)
  renderPage(res, 'feedback/read', {
    title: 'Your feedback',
    layout: 'respondent',
    caption: `${opened.establishment}: ${opened.round}`,
    errors: summaryOf(errors),
    feedback: contentView(opened, opened),
    done:
      done === 'replied'
        ? 'Your reply is with the partnership.'
        : done === 'read'
          ? 'Thank you. The partnership sees that you have read it.'
          : '',
    acknowledged:
      opened.acknowledgedAt === null
        ? ''
        : `${opened.acknowledgedBy ?? ''} said at ${sayInstant(opened.acknowledgedAt)} that this was read.`,
    replies: repliesRead(replies),
    action: `/feedback/${token}`,
    key: randomUUID(),
    person: {
      id: 'person',
      name: 'person',
      limit: 200,
      label: { text: 'Your name' },
      autocomplete: 'name',
      classes: 'govuk-input--width-20',
      value: form.person,
      errorMessage: errorOf('person'),
    },
    body: {
      id: 'body',
      name: 'body',
      limit: 4_000,
      label: { text: 'Your reply (you do not have to write one)' },
      hint: { text: 'Write nothing that identifies a child. Nobody watches this page for urgent concerns.' },
      rows: 5,
      value: form.body,
      errorMessage: errorOf('body'),
    },
  })
}
